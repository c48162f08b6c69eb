# One image for each service: docker build --build-arg SERVICE=chat-service -t parley/chat-service .
# SERVICE is user-service, message-service, chat-service or gateway-service.
# The first two stages are the same for all of them: they are built once.

FROM node:22-bookworm-slim AS node

FROM maven:3-eclipse-temurin-25 AS build
# The web client is built by the gateway's module
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
# The build looks for its JDK where distributions install them
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \
    && mkdir -p /usr/lib/jvm && ln -s "$JAVA_HOME" /usr/lib/jvm/jdk-25
WORKDIR /source
COPY . .
# Libraries stay in the cache, so that a change of the sources does not fetch them again
RUN --mount=type=cache,target=/cache,sharing=locked \
    npm_config_cache=/cache/npm mvn -B -ntp -Dmaven.repo.local=/cache/maven \
        -Dmaven.test.skip=true -DskipTests package -am \
        -pl user-service,message-service,chat-service,gateway-service
# Libraries of others, own libraries, code, list of contents: what changes seldom comes first
RUN for service in user-service message-service chat-service gateway-service; do \
        cp "$service"/target/"$service"-*.jar /tmp/app.jar \
        && java -Djarmode=tools -jar /tmp/app.jar extract --layers --destination "/out/$service" \
        && cp "$service"/target/classes/META-INF/sbom/application.cdx.json "/out/$service/application/" \
        || exit 1; \
    done \
    && javac -d /out/health docker/HealthCheck.java

FROM eclipse-temurin:25-jre
ARG SERVICE
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Parley ${SERVICE}" \
      org.opencontainers.image.description="Self-hosted, horizontally scalable real-time chat" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
WORKDIR /parley
COPY --from=build /out/health/ health/
COPY --from=build /out/${SERVICE}/dependencies/ ./
COPY --from=build /out/${SERVICE}/snapshot-dependencies/ ./
COPY --from=build /out/${SERVICE}/application/ ./
# Everything above belongs to root: the process can change nothing but /tmp
USER 10001:10001
EXPOSE 8080 9080
STOPSIGNAL SIGTERM
# The JVM itself asks: the image needs neither a shell nor curl for it
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=6 \
    CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-cp", "health", "HealthCheck"]
# No shell in between: the process is number 1 and gets the signals. More options: JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", \
    "-XX:MaxRAMPercentage=60", \
    "-XX:+UseCompactObjectHeaders", \
    "-XX:+ExitOnOutOfMemoryError", \
    "--enable-native-access=ALL-UNNAMED", \
    "-jar", "app.jar"]
