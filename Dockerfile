# flinklint and Python, nothing else: no root, no network at run time.
#
#   docker build --tag flinklint .
#   docker run --rm --volume "$PWD:/work:ro" flinklint check jobs
FROM python:3.13.9-slim-bookworm AS build
COPY . /src
# pip is not needed any more in the end, and what is not there need not be kept up to date.
RUN python -m venv /opt/flinklint \
 && /opt/flinklint/bin/pip install --no-cache-dir --disable-pip-version-check /src \
 && /opt/flinklint/bin/python -m pip uninstall --yes pip

FROM python:3.13.9-slim-bookworm
COPY --from=build /opt/flinklint /opt/flinklint
ENV PATH=/opt/flinklint/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["flinklint"]
CMD ["check"]
