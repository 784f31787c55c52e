// What pages do beyond being read: each module looks for its own marks and works without the others.
import "./board.js";
import "./dialogs.js";
import "./forms.js";
import "./bars.js";
import "./keys.js";
import "./menus.js";
import "./network.js";
import "./picking.js";
import "./places.js";
import "./printing.js";
import "./toasts.js";
