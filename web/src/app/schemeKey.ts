/** Where the browser keeps the colour scheme that was chosen on the page: light, dark or auto. */
export const schemeKey = 'color-scheme';
