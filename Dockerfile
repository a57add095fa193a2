# Build
FROM eclipse-temurin:25-jdk AS build
# true: serve /metrics and /health on a management port
ARG MANAGEMENT=false
WORKDIR /build
COPY . .
# The aot-jar lets the JVM load all classes from its archive.
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
# A number, because Kubernetes verifies with it that the user is not root.
USER 10001
WORKDIR /app
# Options for a container of 512 MiB. For a larger one, set JDK_JAVA_OPTIONS to other options, such as -Xmx1g.
# Limits the memory that the C library reserves for threads.
ENV JDK_JAVA_OPTIONS="@/app/java.options -XX:+UseCompactObjectHeaders" MALLOC_ARENA_MAX=2
# The archive is valid only for the JVM and the options that create it.
RUN train.sh
ENV BROADSHEET_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["health.sh"]
ENTRYPOINT ["tini", "--", "java", "-XX:AOTCache=app.aot", "-jar", "/app/quarkus-run.jar"]
