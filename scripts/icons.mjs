// Icons whose names come out of data or Python. Those of the templates and of the lessons are found by reading them.
export const dataIcons = [
  "bell", "book-open", "calendar", "circle-check", "circle-help", "eye", "file-text", "flag", "hand", "heart",
  "house", "image", "inbox", "lightbulb", "lock", "mail", "message-circle", "message-square-plus", "mic", "pencil",
  "play", "presentation", "qr-code", "rocket", "star", "thumbs-up", "triangle-alert", "trophy", "undo-2", "users",
  "vote",
];
