// The icons the interface uses; those of the lessons are read from their front matter.
export const interfaceIcons = [
  "arrow-left", "arrow-right", "bell", "bold", "book-open", "calendar", "check", "chevron-right",
  "circle-alert", "circle-check", "circle-help", "clock", "copy", "download", "euro", "external-link",
  "eye", "file-text", "flag", "hand", "heading", "heart", "house", "image", "inbox", "info", "italic",
  "layout-grid", "lightbulb", "link", "list", "list-ordered", "lock", "log-out", "mail",
  "message-circle", "message-square", "message-square-plus", "mic", "monitor", "paperclip", "pencil",
  "play", "plus", "presentation", "printer", "qr-code", "quote", "rocket", "search", "send", "settings",
  "shield-check", "smile", "sprout", "square-pen", "star", "target", "thumbs-up", "trash-2",
  "triangle-alert", "trophy", "undo-2", "upload", "user", "users", "vote", "wifi-off", "x",
];
