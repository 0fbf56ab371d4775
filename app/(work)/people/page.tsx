import type { Metadata } from "next";
import { type Role, roles, rolesToGive, roleWords } from "#lib/core/policy/index.ts";
import type { ListedPerson } from "#lib/features/list-people.ts";
import { server } from "#lib/server.ts";
import { Avatar, Button, Callout, Day, EmptyState, Field, PageHeader } from "#lib/ui/index.ts";
import { Refusal } from "../refusal.tsx";
import { RoleForm } from "./role-form.tsx";
import "./people.css";

export const metadata: Metadata = { title: "People" };

/** Titles of the groups, each with what its people do. */
const groups: Record<Role, string> = {
  admin: "Admins",
  editor: "Editors",
  reviewer: "Reviewers",
  contributor: "Contributors",
  reader: "Readers",
};

export default async function PeoplePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const { search = "", changed } = await searchParams;
  const [me, listed] = [await server.actor(), await server.listPeople({ search })];
  if (!listed.ok) return <Refusal problem={listed.problem} back="/people" />;
  const { people: everybody, more } = listed.value;
  const just = everybody.find((person) => person.id === changed);
  const choices = rolesToGive(me);
  return (
    <div className="work-narrow people">
      <PageHeader
        title="People"
        lead="Everybody who has signed in. A new role holds from the person’s next click, and they are told."
      />
      {just && (
        <div role="status">
          <Callout tone="success">
            {just.name} is now {just.role === "admin" || just.role === "editor" ? "an" : "a"}{" "}
            {roleWords[just.role].name.toLowerCase()}: somebody who {roleWords[just.role].duty}.
          </Callout>
        </div>
      )}
      <search>
        <form className="people-search">
          <Field label="Find somebody">
            <input
              type="search"
              name="search"
              defaultValue={search}
              maxLength={100}
              placeholder="Name or login"
            />
          </Field>
          <Button type="submit" variant="quiet">
            Find
          </Button>
        </form>
      </search>
      {everybody.length === 0 && (
        <EmptyState title="Nobody found">
          {search
            ? "Nobody who signed in here has this in their name or login."
            : "Nobody has signed in yet."}
        </EmptyState>
      )}
      {roles.map((role) => {
        const people = everybody.filter((person) => person.role === role);
        return people.length === 0 ? null : (
          <section key={role} aria-labelledby={`people-${role}`}>
            <h2 id={`people-${role}`}>
              {groups[role]} <span className="people-count">{people.length}</span>
            </h2>
            <p className="work-hint">Somebody who {roleWords[role].duty}.</p>
            <ul className="people-list">
              {people.map((person) => (
                <li key={person.id}>
                  <Avatar name={person.name} />
                  <Facts person={person} isMe={person.id === me.id} follows={server.rolesFollow()} />
                  {choices.includes(role) && (
                    <RoleForm
                      id={person.id}
                      name={person.name}
                      role={role}
                      choices={choices}
                      search={search}
                    />
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {more && <p className="work-hint">Only the newest are shown here. Find others by name or login.</p>}
    </div>
  );
}

function Facts({ person, isMe, follows }: { person: ListedPerson; isMe: boolean; follows: boolean }) {
  const { login, lastChange, published } = person;
  return (
    <div className="people-facts">
      <p className="people-name">
        {person.name} {isMe && <span className="people-count">you</span>}
        {login && <span className="people-login">@{login}</span>}
        {person.demo && <span className="people-login">demo account</span>}
      </p>
      <p>
        Joined <Day at={person.joinedAt.toISOString()} />
        {person.signedInAt && (
          <>
            , last signed in <Day at={person.signedInAt.toISOString()} />
          </>
        )}
        {published > 0 && `, ${published} published ${published === 1 ? "proposal" : "proposals"}`}
      </p>
      {lastChange && (
        <p>
          {roleWords[lastChange.from].name} until <Day at={lastChange.at.toISOString()} />, changed by{" "}
          {lastChange.byName}
        </p>
      )}
      {person.named && <p>Named in the setting BOOK_EDITORS</p>}
      {follows && login && person.roleSource === "repository" && !person.named && (
        <p>Follows their permission in the book’s repository until you give a role here</p>
      )}
    </div>
  );
}
