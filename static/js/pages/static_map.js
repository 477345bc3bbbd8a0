/** The front page of a static copy: the page is brought in line with its address, then everything is as on the site. */

import "../components/static_start.js";

// Not imported above: it must find the page as the address says, which is awaited there.
await import("./map.js");
