import type { LanguageRegistration } from "shiki/core";
import bash from "shiki/langs/bash.mjs";
import bat from "shiki/langs/bat.mjs";
import c from "shiki/langs/c.mjs";
import cpp from "shiki/langs/cpp.mjs";
import csharp from "shiki/langs/csharp.mjs";
import css from "shiki/langs/css.mjs";
import diff from "shiki/langs/diff.mjs";
import docker from "shiki/langs/docker.mjs";
import go from "shiki/langs/go.mjs";
import html from "shiki/langs/html.mjs";
import ini from "shiki/langs/ini.mjs";
import java from "shiki/langs/java.mjs";
import javascript from "shiki/langs/javascript.mjs";
import json from "shiki/langs/json.mjs";
import julia from "shiki/langs/julia.mjs";
import make from "shiki/langs/make.mjs";
import matlab from "shiki/langs/matlab.mjs";
import powershell from "shiki/langs/powershell.mjs";
import proto from "shiki/langs/proto.mjs";
import python from "shiki/langs/python.mjs";
import r from "shiki/langs/r.mjs";
import rust from "shiki/langs/rust.mjs";
import shellsession from "shiki/langs/shellsession.mjs";
import sql from "shiki/langs/sql.mjs";
import toml from "shiki/langs/toml.mjs";
import typescript from "shiki/langs/typescript.mjs";
import verilog from "shiki/langs/verilog.mjs";
import xml from "shiki/langs/xml.mjs";
import yaml from "shiki/langs/yaml.mjs";

/** The languages that textbooks quote, by the names authors write. A grammar is only compiled when it is first used. */
export const languages: Record<string, LanguageRegistration[]> = {
  bash,
  sh: bash,
  shell: bash,
  zsh: bash,
  bat,
  cmd: bat,
  c,
  cpp,
  "c++": cpp,
  cuda: cpp,
  csharp,
  cs: csharp,
  css,
  diff,
  docker,
  dockerfile: docker,
  go,
  html,
  ini,
  java,
  javascript,
  js: javascript,
  json,
  julia,
  make,
  makefile: make,
  matlab,
  powershell,
  proto,
  protobuf: proto,
  python,
  py: python,
  r,
  rust,
  rs: rust,
  console: shellsession,
  shellsession,
  sql,
  toml,
  typescript,
  ts: typescript,
  verilog,
  xml,
  yaml,
  yml: yaml,
};
