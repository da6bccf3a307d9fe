# One image for all roles (`up`, `work`, `serve`, `scan` … are its commands), in two targets: `morgiana`, the default, and
# `morgiana-chromium` for marketplaces that need a browser. `.ci/run` builds both and runs the demo in them.
FROM node:24.22.3-bookworm-slim AS ground
ENV NODE_ENV=production MORGIANA_DATA=/data MORGIANA_HOST=0.0.0.0 MORGIANA_PORT=8710
WORKDIR /app
RUN mkdir /data && chown node:node /data && ln -s /app/bin/morgiana.mjs /usr/local/bin/morgiana
VOLUME /data
EXPOSE 8710
# The same for every role: a worker has no page, but says how it is on the same port.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.MORGIANA_PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["morgiana"]
CMD ["up"]

FROM node:24.22.3-bookworm-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The browser of an npm package needs libraries that are not in this image; morgiana-chromium has a whole one.
RUN npm ci --omit=dev && rm -rf node_modules/@sparticuz

FROM node:24.22.3-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY config config
COPY queues queues
COPY src src
RUN npm run build

FROM ground AS morgiana-chromium
# Fonts for the scripts of all marketplaces: without them a screenshot of a page in Chinese or Thai is rows of boxes.
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium fonts-noto-core fonts-noto-cjk \
  && rm -rf /var/lib/apt/lists/*
COPY --from=modules /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY bin bin
COPY config/watchlists config/watchlists
COPY samples samples
USER node

FROM ground AS morgiana
COPY --from=modules /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY bin bin
COPY config/watchlists config/watchlists
COPY samples samples
USER node
