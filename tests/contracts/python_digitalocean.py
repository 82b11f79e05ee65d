"""Walks a fleet's life through python-digitalocean, a client of the API that this project did not write.

Usage: python_digitalocean.py URL      (the sandbox's, without /v2)
Exits with 0 when every step went as that library expects, 77 when the library is not installed.
"""

import os
import sys
import time

URL = sys.argv[1]
os.environ["DIGITALOCEAN_END_POINT"] = URL + "/v2/"
os.environ["DIGITALOCEAN_ACCESS_TOKEN"] = "sandbox"

try:
    import digitalocean
except ImportError:
    print("python3-digitalocean is not installed")
    sys.exit(77)

TOKEN = "sandbox"
manager = digitalocean.Manager(token=TOKEN)


def wait_until(what, holds):
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, "gave up waiting until " + what
        time.sleep(0.02)


def finish(droplet, action_answer):
    """Waits for the action a call answered with, through the library's own polling."""
    action = droplet.get_action(action_answer["action"]["id"])
    assert action.wait(update_every_seconds=0.02), action.status
    droplet.load()


def refused(call, *words):
    try:
        call()
    except digitalocean.DataReadError as error:
        assert all(word in str(error) for word in words), str(error)
        return
    raise AssertionError("expected a refusal with " + ", ".join(words))


def catalogue():
    account = manager.get_account()
    assert account.status == "active" and account.droplet_limit > 0
    sizes = {size.slug: size for size in manager.get_all_sizes()}
    assert sizes["s-2vcpu-4gb"].price_monthly == 24 and sizes["s-2vcpu-4gb"].memory == 4096
    assert "nyc3" in [region.slug for region in manager.get_all_regions()]
    assert "debian-12-x64" in [image.slug for image in manager.get_global_images() + manager.get_distro_images()]


def droplets():
    key = digitalocean.SSHKey(token=TOKEN, name="laptop", public_key="ssh-ed25519 AAAAC3Nza me@laptop")
    key.create()
    droplet = digitalocean.Droplet(
        token=TOKEN, name="web-1", region="nyc3", image="debian-12-x64", size_slug="s-1vcpu-1gb",
        ssh_keys=[key], monitoring=True, tags=["web"], backups=False, user_data="#!/bin/sh\n")
    droplet.create()
    wait_until("the droplet has booted", lambda: droplet.get_actions()[0].status == "completed")
    droplet.load()
    assert droplet.status == "active" and droplet.ip_address and droplet.private_ip_address
    assert droplet.tags == ["web"] and droplet.size_slug == "s-1vcpu-1gb"
    several = digitalocean.Droplet.create_multiple(
        token=TOKEN, names=["web-%d" % n for n in range(2, 8)], region="nyc3", image="ubuntu-24-04-x64",
        size_slug="s-1vcpu-1gb", tags=["web"])
    assert len(several) == 6
    assert len(manager.get_all_droplets()) == 7
    assert len(manager.get_all_droplets(tag_name="web")) == 7
    assert manager.get_all_droplets(params={"per_page": 3, "tag_name": "web"})[0].name == "web-1"
    wait_until("all have booted", lambda: all(d.status == "active" for d in manager.get_all_droplets()))
    return droplet


def resize(droplet):
    refused(lambda: droplet.resize("s-2vcpu-4gb"), "power it off")
    finish(droplet, droplet.shutdown())
    assert droplet.status == "off"
    finish(droplet, droplet.resize("s-2vcpu-4gb", disk=False))
    assert droplet.size_slug == "s-2vcpu-4gb" and droplet.vcpus == 2 and droplet.disk == 25
    refused(lambda: droplet.resize("s-1vcpu-512mb-10gb"), "not available in this region")
    finish(droplet, droplet.power_on())
    assert droplet.status == "active"
    finish(droplet, droplet.rename("web-one"))
    assert droplet.name == "web-one"


def volumes(droplet):
    volume = digitalocean.Volume(token=TOKEN, name="data-1", region="nyc3", size_gigabytes=50,
                                 filesystem_type="ext4", description="agents' data")
    volume.create()
    refused(lambda: digitalocean.Volume(token=TOKEN, name="data-1", region="nyc3", size_gigabytes=5,
                                        description="").create(), "already exists")
    volume.attach(droplet.id, "nyc3")
    wait_until("the volume is attached", lambda: volume.load() and volume.droplet_ids == [droplet.id])
    droplet.load()
    assert droplet.volume_ids == [volume.id]
    refused(volume.destroy, "attached")
    volume.resize(80, "nyc3")
    wait_until("the volume has grown", lambda: volume.load() and volume.size_gigabytes == 80)
    wait_until("the droplet is free", lambda: not droplet.load().locked)
    volume.detach(droplet.id, "nyc3")
    wait_until("the volume is detached", lambda: volume.load() and volume.droplet_ids == [])
    volume.destroy()
    assert manager.get_all_volumes() == []


def tags_and_firewall(droplet):
    tag = digitalocean.Tag(token=TOKEN, name="blue")
    tag.create()
    tag.add_droplets([str(droplet.id)])
    assert droplet.load().tags == ["web", "blue"]
    tag.remove_droplets([str(droplet.id)])
    assert droplet.load().tags == ["web"]
    firewall = digitalocean.Firewall(
        token=TOKEN, name="web-wall", tags=["web"],
        inbound_rules=[digitalocean.InboundRule(protocol="tcp", ports="22",
                                                sources=digitalocean.Sources(addresses=["0.0.0.0/0"]))],
        outbound_rules=[digitalocean.OutboundRule(protocol="tcp", ports="all",
                                                  destinations=digitalocean.Destinations(addresses=["0.0.0.0/0"]))],
        droplet_ids=[])
    firewall.create()
    firewall.add_droplets([droplet.id])
    assert manager.get_firewall(firewall.id).droplet_ids == [droplet.id]
    firewall.destroy()
    tag.delete()
    assert [t.name for t in manager.get_all_tags()] == ["web"]


def load_balancer(droplet):
    rule = digitalocean.ForwardingRule(entry_protocol="http", entry_port=80, target_protocol="http", target_port=8080)
    check = digitalocean.HealthCheck(protocol="http", port=8080, path="/healthz")
    balancer = digitalocean.LoadBalancer(
        token=TOKEN, name="front", region="nyc3", algorithm="round_robin", forwarding_rules=[rule],
        health_check=check, sticky_sessions=digitalocean.StickySessions(type="none"),
        redirect_http_to_https=False, droplet_ids=[droplet.id], vpc_uuid=None, tag=None)
    balancer.create()
    refused(lambda: balancer.add_droplets([droplet.id]), "processes previous actions")
    wait_until("the load balancer is active", lambda: balancer.load().status == "active" and balancer.ip)
    assert balancer.droplet_ids == [droplet.id]
    other = [d for d in manager.get_all_droplets(tag_name="web") if d.id != droplet.id][0]
    balancer.add_droplets([other.id])
    assert sorted(balancer.load().droplet_ids) == sorted([droplet.id, other.id])
    assert len(manager.get_all_load_balancers()) == 1
    other.destroy()
    assert balancer.load().droplet_ids == [droplet.id]
    balancer.destroy()
    assert manager.get_all_load_balancers() == []


def tear_down():
    for droplet in manager.get_all_droplets():
        droplet.destroy()
    assert manager.get_all_droplets() == []
    refused(lambda: digitalocean.Droplet(token=TOKEN, name="bad_name!", region="nyc3", image="debian-12-x64",
                                         size_slug="s-1vcpu-1gb").create(), "hostname")
    try:
        manager.get_droplet(1)
    except digitalocean.NotFoundError:
        return
    raise AssertionError("a droplet that does not exist was found")


catalogue()
first = droplets()
resize(first)
volumes(first)
tags_and_firewall(first)
load_balancer(first)
tear_down()
print("python-digitalocean %s: every step as expected" % digitalocean.__version__)
