/** Wakes the outline editor on a page whose form holds one. */

import { OutlineForm } from "../components/outline_form.js";
import { find, serverData } from "../lib/dom.js";

const root = find("[data-outline]");
if (root) new OutlineForm(root, serverData("outline-settings"));
