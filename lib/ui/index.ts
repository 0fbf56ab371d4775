export { Button, LinkButton } from "./button.tsx";
export { Dialog } from "./dialog.tsx";
export { DrawnHtml, EarlyScript } from "./drawn-html.tsx";
export { Checkbox, Field, RadioCards, Select, TextArea } from "./field.tsx";
export { Badge, Callout, EmptyState, Progress, Shortcut, type Tone } from "./notices.tsx";
export { PageHeader, PageShell } from "./page-shell.tsx";
export { PrinterMark } from "./printer-mark.tsx";
export { LicenceLink } from "./site-footer.tsx";
export { themeScript } from "./theme-toggle.tsx";
