#!/usr/bin/env python3
"""write_sbom.py FILE.deb...: writes FILE.spdx.json beside each package (SPDX 2.3).

It lists the Debian packages whose libraries the programs load, with the versions of this machine. The time is
SOURCE_DATE_EPOCH, so that the same packages give the same bytes.
"""
import hashlib
import json
import os
import re
import subprocess
import sys
import time


def field(deb, name):
    return subprocess.run(["dpkg-deb", "-f", deb, name], check=True, capture_output=True, text=True).stdout.strip()


def installed_version(package):
    ran = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True)
    return ran.stdout.strip() if ran.returncode == 0 else None


def package_entry(name, version, license_name):
    return {
        "SPDXID": "SPDXRef-Package-" + re.sub(r"[^A-Za-z0-9.-]", "-", name),
        "name": name,
        "versionInfo": version,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": license_name,
        "licenseDeclared": license_name,
        "copyrightText": "NOASSERTION",
        "supplier": "NOASSERTION",
        "externalRefs": [{
            "referenceCategory": "PACKAGE-MANAGER",
            "referenceType": "purl",
            "referenceLocator": f"pkg:deb/debian/{name}@{version}",
        }],
    }


def sbom_of(deb):
    with open(deb, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    name, version = field(deb, "Package"), field(deb, "Version")
    own = package_entry(name, version, "MIT")
    own["checksums"] = [{"algorithm": "SHA256", "checksumValue": digest}]
    del own["externalRefs"]
    packages, relations = [own], [{
        "spdxElementId": "SPDXRef-DOCUMENT",
        "relationshipType": "DESCRIBES",
        "relatedSpdxElement": own["SPDXID"],
    }]
    for wanted in field(deb, "Depends").split(","):
        needed = wanted.strip().split(" ")[0]
        found = installed_version(needed) if needed else None
        if not found:
            continue
        entry = package_entry(needed, found, "NOASSERTION")
        packages.append(entry)
        relations.append({
            "spdxElementId": own["SPDXID"],
            "relationshipType": "DEPENDS_ON",
            "relatedSpdxElement": entry["SPDXID"],
        })
    created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"])))
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"{name}-{version}",
        "documentNamespace": f"urn:sha256:{digest}",
        "creationInfo": {"created": created, "creators": ["Tool: muster-write-sbom"]},
        "packages": packages,
        "relationships": relations,
    }


for path in sys.argv[1:]:
    with open(re.sub(r"\.deb$", "", path) + ".spdx.json", "w", encoding="utf-8") as out:
        json.dump(sbom_of(path), out, indent=2)
        out.write("\n")
