# docker build -t isnad:0.1.0 .                                 # for PostgreSQL
# docker build -t isnad:0.1.0-h2 --build-arg DATABASE=h2 .      # with an H2 file in /data
# docker run --rm -p 8080:8080 -v isnad-data:/data --read-only --tmpfs /tmp isnad:0.1.0-h2

ARG DATABASE=postgresql

FROM maven:3.9.16-eclipse-temurin-25-noble AS build
ARG DATABASE
WORKDIR /build
COPY pom.xml ./
COPY src/main src/main
# The tests run before an image is built, not in it: they are not even in the build's context.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -Dmaven.test.skip=true -Dquarkus.package.jar.type=aot-jar \
        $([ "$DATABASE" = postgresql ] && echo -Ppostgresql) package

FROM eclipse-temurin:25.0.3_9-jre-noble AS service
LABEL org.opencontainers.image.title="Isnad" \
      org.opencontainers.image.description="Crisis news as a ledger: every report kept as a revision with its source and its times" \
      org.opencontainers.image.licenses="Apache-2.0"

# A number, so that Kubernetes can see that it is not root; no entry in /etc/passwd is needed.
RUN install -d -o 10001 -g 10001 -m 0750 /data
VOLUME /data

# From what changes least to what changes most: a release with the same libraries is a new last layer of some 250 KB.
# The files stay root's: the service cannot change its own code.
COPY --from=build /build/target/quarkus-app/lib/ /app/lib/
COPY --from=build /build/target/quarkus-app/quarkus/ /app/quarkus/
COPY --from=build /build/target/quarkus-app/*.jar /app/
COPY --from=build /build/target/quarkus-app/app/ /app/app/

ENV ISNAD_DATA_DIRECTORY=/data \
    ISNAD_SAMPLE=false \
    QUARKUS_LOG_CONSOLE_JSON_ENABLED=true
# The cache of classes knows its class path as it was given.
WORKDIR /app
USER 10001:10001
EXPOSE 8080

# The image holds neither curl nor wget, and a JVM started every ten seconds would cost more than the service: bash asks by itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /q/health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]

# Trained on the very files and JVM that will run, by real requests on the sample; the second start refuses a cache that does not fit.
FROM service AS training
ARG DATABASE
USER root
RUN apt-get update && apt-get install -y --no-install-recommends curl $([ "$DATABASE" = postgresql ] && echo postgresql)
RUN <<'TRAINING' bash -eu
export ISNAD_SAMPLE=true ISNAD_DATA_DIRECTORY=/tmp/training QUARKUS_DATASOURCE_PASSWORD=training
if [ "$DATABASE" = postgresql ]; then
    service postgresql start
    runuser -u postgres -- psql -c "create role isnad_app login password 'training'" -c "create database isnad owner isnad_app"
else
    unset QUARKUS_DATASOURCE_PASSWORD
fi
run() {
    java "$@" -XX:MaxRAMPercentage=40 -XX:+ExitOnOutOfMemoryError -jar quarkus-run.jar &
    curl -sf --retry 60 --retry-delay 1 --retry-all-errors -o /dev/null http://127.0.0.1:8080/q/health/ready
    api=http://127.0.0.1:8080/api/v1
    for read in crises crises/kazakhstan-2022 'crises/kazakhstan-2022/snapshot?asOf=2022-01-09T00:00:00Z' \
            crises/kazakhstan-2022/feed crises/kazakhstan-2022/corrections crises/kazakhstan-2022/timeline \
            'crises/kazakhstan-2022/changes?from=2022-01-06T00:00:00Z&to=2022-01-10T00:00:00Z' sources \
            'casualties?crisis=kazakhstan-2022' casualties/kz-total-killed casualties/kz-total-killed/revisions \
            casualties/kz-total-killed/claims 'search?q=Kremlin&crisis=kazakhstan-2022' 'casualties/series?crisis=kazakhstan-2022' \
            'statements/kz-tokayev-on-participants/compare?from=1&to=2'; do
        curl -sf -o /dev/null "$api/$read"
    done
    curl -sf -o /dev/null "$api/check" -H 'Content-Type: application/json' -d '{"items":[{"record":"kz-total-killed","number":2}]}'
    curl -s -o /dev/null "$api/casualties" -H 'Content-Type: application/json' -d '{"wrong":1}'
    kill %% && wait %% || [ $? -eq 143 ]
}
run -XX:AOTCacheOutput=app.aot
run -XX:AOTCache=app.aot -XX:AOTMode=on
TRAINING

FROM service
COPY --from=training /app/app.aot /app/

# No shell in between: java is process 1 and gets SIGTERM itself. Out of memory it stops, to be started anew.
# 40 % of the memory limit is the heap: in 512 MiB, 64 clients at once took some 250 MiB beside it for classes, compiled code
# and threads, and half for the heap came within 7 MiB of the limit.
ENTRYPOINT ["java", "-XX:AOTCache=app.aot", "-XX:MaxRAMPercentage=40", "-XX:+ExitOnOutOfMemoryError", "-jar", "quarkus-run.jar"]
