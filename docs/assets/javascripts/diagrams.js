/* A page without a diagram loads nothing; a page with one loads mermaid from beside this file. */
(function () {
  "use strict";
  var here = document.currentScript.src;

  function draw() {
    var blocks = document.querySelectorAll("pre.diagram");
    if (blocks.length === 0) return;
    blocks.forEach(function (block) {
      var figure = document.createElement("div");
      figure.className = "diagram";
      figure.textContent = block.textContent;
      block.replaceWith(figure);
    });
    var script = document.createElement("script");
    script.src = new URL("mermaid.tiny.js", here).href;
    script.onload = function () {
      window.mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: "neutral" });
      window.mermaid.run({ querySelector: "div.diagram" });
    };
    document.head.appendChild(script);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", draw);
  else draw();
})();
