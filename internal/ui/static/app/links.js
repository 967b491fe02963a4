// The API names what waits by the path of the call that shows it. The page's places have the same paths, so that a link of a to-do, a notification, a
// mail or a timeline leads to the place of the same name.
export const placeOf = (link) => (link || '').replace(/^\/api\/v1(?=\/)/, '');
