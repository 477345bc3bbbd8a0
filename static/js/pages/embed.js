/** The embedded map: the map and its list, with the filter that stands in its address. */

import { MapView } from "../components/map_view.js";
import { partOf } from "../lib/address.js";
import { serverData } from "../lib/dom.js";

const asked = new URLSearchParams(location.search);
const view = new MapView(serverData("map-settings"), () => {});
view.start({ shown: asked.get("vy"), isWhole: !partOf(location.search) });
