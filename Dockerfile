# One image for all roles: `up` (everything), `work`, `serve`, `scan` … are its commands.
# The steps are followed by test/operator/dockerfile.test.ts in an empty folder, since no container engine runs there.
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY config config
COPY queues queues
COPY src src
COPY bench bench
RUN npm run build
RUN npm prune --omit=dev

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production MORGIANA_DATA=/data MORGIANA_HOST=0.0.0.0 MORGIANA_PORT=8710
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8710
# The same for every role: a worker has no page, but says how it is on the same port.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.MORGIANA_PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/src/main.js"]
CMD ["up"]
