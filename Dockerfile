# docker build -t isnad:0.1.0 .
# docker run --rm -p 8080:8080 -v isnad-data:/data --read-only --tmpfs /tmp isnad:0.1.0

FROM maven:3.9.16-eclipse-temurin-25-noble AS build
WORKDIR /build
COPY pom.xml ./
COPY src/main src/main
# The tests run before an image is built, not in it: they are not even in the build's context.
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -Dmaven.test.skip=true package

FROM eclipse-temurin:25.0.3_9-jre-noble
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
    ISNAD_SAMPLE=false
USER 10001:10001
EXPOSE 8080

# The image holds neither curl nor wget, and a JVM started every ten seconds would cost more than the service: bash asks by itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /q/health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]

# No shell in between: java is process 1 and gets SIGTERM itself. Out of memory it stops, to be started anew.
# 40 % of the memory limit is the heap: in 512 MiB, 64 clients at once took some 250 MiB beside it for classes, compiled code
# and threads, and half for the heap came within 7 MiB of the limit.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=40", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/quarkus-run.jar"]
