import { PageLink } from "./page-link.tsx";

/** Where a page stands, from the outside in. What has no address of its own is named only. */
export function Breadcrumb({ places }: { places: readonly { title: string; href?: string }[] }) {
  return (
    <nav className="breadcrumb" aria-label="Where you are">
      <ol>
        {places.map((place) => (
          <li key={place.title}>
            {place.href ? <PageLink href={place.href}>{place.title}</PageLink> : place.title}
          </li>
        ))}
      </ol>
    </nav>
  );
}
