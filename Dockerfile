# Build
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY . .
RUN ./mvnw -B -q package -DskipTests

# Run
FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home broadsheet \
 && mkdir /data \
 && chown broadsheet /data
COPY --from=build /build/target/quarkus-app /app
USER broadsheet
WORKDIR /app
ENV BROADSHEET_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
# The image has no curl; bash speaks TCP by itself.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${QUARKUS_HTTP_PORT:-8080} && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '200 OK' <(head -n 1 <&3)"]
# Half of the memory is for the heap: PostgreSQL runs in the same container.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-jar", "quarkus-run.jar"]
