"use client";

import { useEffect, useRef, useState } from "react";
import type { Person } from "#lib/core/together/index.ts";
import { Avatar } from "#lib/ui/index.ts";

/** Who else has the draft open: their initials in their colour, told to screen readers as they come and go. */
export function Present({ people, personId }: { people: readonly Person[]; personId: string }) {
  const others = [...new Map(people.map((each) => [each.personId, each])).values()].filter(
    (each) => each.personId !== personId,
  );
  const names = others.map(({ name }) => name).join("\n");
  const before = useRef("");
  const [news, setNews] = useState("");
  useEffect(() => {
    const then = before.current === "" ? [] : before.current.split("\n");
    const now = names === "" ? [] : names.split("\n");
    before.current = names;
    const came = now.filter((name) => !then.includes(name)).map((name) => `${name} is here now.`);
    const went = then.filter((name) => !now.includes(name)).map((name) => `${name} has left.`);
    if (came.length + went.length > 0) setNews([...came, ...went].join(" "));
  }, [names]);
  return (
    <>
      {others.length > 0 && (
        <ul className="propose-present" aria-label="Here now">
          {others.map(({ personId: id, name, colour }) => (
            <li key={id} data-colour={colour} title={name}>
              <Avatar name={name} />
              <span className="visually-hidden">{name}</span>
            </li>
          ))}
        </ul>
      )}
      <output className="visually-hidden">{news}</output>
    </>
  );
}
