"""The pages for people: server-rendered, usable without JavaScript, quicker with it."""
