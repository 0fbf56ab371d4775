/** Colophon's printer's mark: an orb and cross, drawn as an open book. */
export function PrinterMark({ size = 28 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      aria-hidden="true"
    >
      <circle cx="16" cy="20.5" r="9" />
      <path d="M16 29.5V2.5M11.5 7h9M7 20.5h18" />
    </svg>
  );
}
