# The program as one static binary (SQLite is compiled in, time zones are embedded) on an image that has little else.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=1 go build -trimpath -tags netgo,osusergo,sqlite_omit_load_extension \
      -ldflags '-s -w -linkmode external -extldflags "-static"' -o /out/zhaoyin . \
 && mkdir /out/data

FROM busybox:1.37
# Certificates for the calls that an administrator configures (webhooks).
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/zhaoyin /usr/local/bin/zhaoyin
COPY --from=build --chown=10001:10001 /out/data /data
USER 10001:10001
ENV ZHAOYIN_ADDR=0.0.0.0:8080 ZHAOYIN_DATA=/data
EXPOSE 8080
VOLUME /data
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["zhaoyin"]
CMD ["serve"]
