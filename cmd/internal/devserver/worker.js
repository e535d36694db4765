// One stream of events for all pages of the site: a browser opens six connections to a server at most, and every page having its own
// would use them up.
"use strict";
var ports = [];
var build = "";
var source = new EventSource("events");
source.onmessage = function (event) {
  build = event.data;
  ports.forEach(function (port) { port.postMessage(build); });
};
source.onerror = function () {
  if (source.readyState === EventSource.CLOSED) { ports.forEach(function (port) { port.postMessage("closed"); }); }
};
onconnect = function (event) {
  var port = event.ports[0];
  ports.push(port);
  port.onmessage = function () { ports = ports.filter(function (p) { return p !== port; }); };
  if (build) { port.postMessage(build); }
};
