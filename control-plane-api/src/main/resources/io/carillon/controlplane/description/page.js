// Beside the page, and not at the root: a proxy may have put the server under a path.
const explorer = document.querySelector('openapi-explorer')
explorer.setAttribute('server-url', new URL('..', location.href).href.replace(/\/$/, ''))
explorer.setAttribute('spec-url', new URL('../openapi.json', location.href).href)
