# Build
FROM eclipse-temurin:25-jdk AS build
# Whether /metrics and /health are on a port of their own
ARG MANAGEMENT=false
WORKDIR /build
COPY . .
# Packed so that the JVM can read all classes from its own cache
RUN ./mvnw -B -q package -DskipTests -Dquarkus.package.jar.type=aot-jar -Dquarkus.management.enabled=$MANAGEMENT

# Run
FROM eclipse-temurin:25-jre
# tini reaps processes that end without a parent, such as a killed PostgreSQL's; with libnss-wrapper, the embedded PostgreSQL runs as any user; group 0 is that of users without a name.
RUN apt-get update -q && apt-get install -yq --no-install-recommends libnss-wrapper tini && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --gid 0 --no-create-home broadsheet \
 && mkdir /data /app \
 && chown broadsheet:0 /data /app \
 && chmod 2775 /data
COPY --from=build --chown=broadsheet:0 /build/target/quarkus-app /app
COPY --from=build /build/src/main/docker/train.sh /build/src/main/docker/health.sh /usr/local/bin/
# As a number, by which Kubernetes sees that it is not root
USER 10001
WORKDIR /app
# For a container of 512 MiB; for a larger one, set JDK_JAVA_OPTIONS to other options, such as -Xmx1g.
# The C library would keep memory for each of many threads.
ENV JDK_JAVA_OPTIONS="@/app/java.options -XX:+UseCompactObjectHeaders" MALLOC_ARENA_MAX=2
# By the JVM that is to use it, with the same options
RUN train.sh
ENV BROADSHEET_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["health.sh"]
ENTRYPOINT ["tini", "--", "java", "-XX:AOTCache=app.aot", "-jar", "/app/quarkus-run.jar"]
