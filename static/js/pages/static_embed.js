/** The embedded map of a static copy: the page is brought in line with its address before the map is drawn. */

import "../components/static_start.js";

// Not imported above: it must find the page as the address says, which is awaited there.
await import("./embed.js");
