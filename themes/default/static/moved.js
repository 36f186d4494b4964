// The redirect of the page loses what stands behind the address, as `#files`; this one keeps it.
const { target } = document.currentScript.dataset;
location.replace(target + location.search + location.hash);
