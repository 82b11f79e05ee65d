#!/usr/bin/env python3
"""Ends `muster reconcile` with SIGKILL again and again, in the middle of whatever it does, while git moves and one call
in seven meets a fault. Afterwards nothing is there twice, nothing bills without a place, and every recovery has ended.

usage: kill_reconcile.py FOLDER-OF-THE-BUILT-PROGRAMS [--kills N] [--seed N] [--long]

A short run by default; --long or MUSTER_LONG_TESTS makes 300 kills. A kill comes after 2 to 60 s, mostly early, so that
some reach beyond recovery. Python's standard library only; every process it starts it ends by its own handle.
"""
import argparse, atexit, collections, http.client, json, os, random, shutil, sqlite3, subprocess, sys, tempfile, time

options = argparse.ArgumentParser()
options.add_argument('programs')
options.add_argument('--kills', type=int)
options.add_argument('--seed', type=int, default=1)
options.add_argument('--long', action='store_true')
asked = options.parse_args()
LONG = asked.long or bool(os.environ.get('MUSTER_LONG_TESTS'))
KILLS = asked.kills or (300 if LONG else 5)
PROGRAMS = os.path.abspath(asked.programs)
WORK = tempfile.mkdtemp(prefix='muster-kills-')
atexit.register(shutil.rmtree, WORK, ignore_errors=True)
dice = random.Random(asked.seed)

FAULTS = '''apiVersion: muster/v1
kind: Faults
seed: %d
faults:
- {calls: "* /v2/**", chance: 2%%, fault: latency, for: 20s}
- {calls: "* /v2/**", chance: 2%%, fault: rate_limited, for: 5s}
- {calls: "* /v2/**", chance: 2%%, fault: server_error, status: 503}
- {calls: "* /v2/**", chance: 2%%, fault: reset_before_effect}
- {calls: "* /v2/**", chance: 3%%, fault: reset_after_effect}
- {calls: "* /v2/**", chance: 2%%, fault: error_after_effect, status: 502}
- {calls: "* /v2/**", chance: 2%%, fault: truncated_body}
- {calls: POST /v2/droplets, chance: 5%%, fault: stale_list, for: 15s}
- {calls: POST /v2/droplets, chance: 4%%, fault: vanishes, for: 10s}
- {calls: POST /v2/droplets/*/actions, chance: 5%%, fault: action_errors}
- {calls: POST /v2/volumes/*/actions, chance: 8%%, fault: pending_event, for: 30s}
'''
FLEET = '''apiVersion: muster/v1
kind: Fleet
metadata:
  name: shop
spec:
  provider: digitalocean
  regions: [nyc3]
  pools:
    - name: worker
      image: ubuntu-22-04-x64
      sizes: [%(size)s, s-4vcpu-8gb]
      min: %(least)d
      max: 6
      volumes:
        - size: 20GiB
      load_balancer:
        from_machines: 2
        forward:
          - { from: "http:80", to: "http:8080" }
      firewall:
        - { protocol: tcp, ports: %(port)d, from: [anywhere] }
  approval:
    auto_below: $1000/month
    auto_destroy: true
'''
POLICY = '''apiVersion: muster/v1
kind: Policy
metadata:
  name: overload
spec:
  pools: [worker]
  threshold:
    - name: cpu-hot
      metric: cpu
      above: 90%
      for: 5m
      then: add_machine
'''


def path(*parts): return os.path.join(WORK, *parts)
def write(file, text):
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, 'w') as out: out.write(text)


class Cloud:
    def __init__(self):
        write(path('faults.yaml'), FAULTS % asked.seed)
        self.process = subprocess.Popen(
            [os.path.join(PROGRAMS, 'muster-sandbox'), '--speed', '20', '--faults', path('faults.yaml'),
             '--state', path('cloud.json')], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        atexit.register(self.close)
        self.url = self.process.stdout.readline().strip()
    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)
    def truth(self):
        """What is there, past every fault."""
        line = http.client.HTTPConnection('127.0.0.1', int(self.url.rsplit(':', 1)[1]), timeout=30)
        line.request('GET', '/sandbox/cloud')
        return json.loads(line.getresponse().read())


def git(*words):
    subprocess.run(['git', '-c', 'user.name=tester', '-c', 'user.email=tester@example.com', '-c',
                    'commit.gpgsign=false', '-c', 'init.defaultBranch=main', *words], cwd=path('repo'), check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

def declare(least, size='s-1vcpu-2gb', port=22):
    global most
    most = max(most, least)
    write(path('repo', 'desired-state', 'fleet.yaml'), FLEET % {'least': least, 'size': size, 'port': port})
    write(path('repo', 'desired-state', 'policies', 'overload.yaml'), POLICY)
    git('add', '-A')
    git('commit', '-q', '--allow-empty', '-m', f'{least} machines of {size}, port {port}')

cloud = None
def surroundings():
    return {**os.environ, 'DIGITALOCEAN_API_URL': cloud.url, 'DIGITALOCEAN_API_KEY': 'test', 'NO_COLOR': '1'}
def words(*more):
    return [os.path.join(PROGRAMS, 'muster'), '-C', 'desired-state', '--state', path('state.db'), *more]
def start_loop():
    log = open(path('loop.log'), 'a')
    return subprocess.Popen(words('reconcile', '--git', path('repo'), '--interval', '2s', '--auto-approve'), cwd=WORK,
                            env=surroundings(), stdout=log, stderr=log, stdin=subprocess.DEVNULL)
def run(*more):
    return subprocess.run(words(*more), cwd=path('repo'), env=surroundings(), text=True, capture_output=True,
                          timeout=300, stdin=subprocess.DEVNULL)

def journal(sql):
    with sqlite3.connect(path('state.db'), timeout=30) as store:
        return [row for row in store.execute(sql)]
def open_changes():
    """Changes of which a call was begun and whose end nobody wrote."""
    begun, ended = set(), {}
    for kind, body in journal("select kind, body from journal order by sequence"):
        told = json.loads(body)
        if kind == 'step_started': begun.add((told['plan'], told['change'])); ended.pop((told['plan'], told['change']), None)
        if kind == 'change_finished': ended[(told['plan'], told['change'])] = told['outcome']
    return [key for key in begun if ended.get(key, 'unknown') == 'unknown']

def problems(least, size):
    there = cloud.truth()
    machines = [m for m in there['droplets'] if 'muster-fleet:shop' in m['tags']]
    slots = collections.Counter(tag for m in machines for tag in m['tags'] if tag.startswith('muster-slot:'))
    found = [f'{tag} is there {count} times' for tag, count in slots.items() if count > 1]
    found += [f"machine {m['id']} has no slot" for m in machines if not any(t.startswith('muster-slot:') for t in m['tags'])]
    # A lower minimum takes no machine away by itself, so there may be as many as were ever declared, and no more.
    if not least <= len(machines) <= most: found.append(f'{len(machines)} machines instead of {least} to {most}')
    balancers = there.get('load_balancers', [])
    if len(balancers) > 1: found.append(f'{len(balancers)} load balancers')
    names = collections.Counter(v['name'] for v in there.get('volumes', []))
    found += [f'volume {name} is there {count} times' for name, count in names.items() if count > 1]
    if len(there.get('firewalls', [])) > 1: found.append('more than one firewall')
    return found


os.makedirs(path('repo'))
git('init', '-q')
cloud = Cloud()
wishes = [(2, 's-1vcpu-2gb', 22), (4, 's-1vcpu-2gb', 22), (3, 's-1vcpu-2gb', 8080), (3, 's-2vcpu-2gb', 22),
          (5, 's-2vcpu-2gb', 8080), (2, 's-2vcpu-2gb', 22), (2, 's-1vcpu-2gb', 22)]
wish = wishes[0]
most = 0  # The largest minimum so far.
declare(*wish)
began, beyond, moves = time.time(), 0, 0
for kill in range(KILLS):
    if dice.random() < 0.5:
        wish = dice.choice(wishes)
        declare(*wish)
        moves += 1
    before = journal('select count(*) from journal')[0][0] if os.path.exists(path('state.db')) else 0
    loop = start_loop()
    lives = min(60, 2 + dice.expovariate(1 / 9))
    try: loop.wait(lives)
    except subprocess.TimeoutExpired: pass
    else: sys.exit(f'the loop ended by itself with {loop.returncode}:\n' + open(path('loop.log')).read()[-3000:])
    if dice.random() < 0.3:
        wish = dice.choice(wishes)
        declare(*wish)
        moves += 1
    loop.kill()
    loop.wait()
    began_anew = journal("select count(*) from journal where kind = 'apply_started'")[0][0] if before else 0
    beyond += bool(before and not open_changes())
    if kill % 25 == 24: print(f'{kill + 1} kills, {moves} commits, {began_anew} applies, {time.time() - began:.0f} s', flush=True)

# Left alone, it comes to its end.
loop = start_loop()
limit, quiet = time.time() + 900, 0
while time.time() < limit and quiet < 3:
    time.sleep(5)
    if loop.poll() is not None: sys.exit(f'the loop ended by itself with {loop.returncode}')
    calm = not open_changes() and not problems(wish[0], wish[1]) and run('plan', '--detailed-exitcode').returncode == 0
    quiet = quiet + 1 if calm else 0
loop.terminate()
loop.wait(120)
found = problems(wish[0], wish[1])
if open_changes(): found.append(f'{len(open_changes())} changes stay open')
if quiet < 3: found.append('the plan never became empty: ' + run('plan').stdout[-1500:])
chain = run('history', '--verify')
if chain.returncode != 0: found.append('the journal does not fit: ' + chain.stdout + chain.stderr)
whole = journal("select max(c) from (select count(*) c from journal where kind = 'apply_started' and "
                "json_extract(body, '$.plan_json') != '' group by json_extract(body, '$.plan'))")[0][0]
print(f'{KILLS} kills, {moves} commits, {time.time() - began:.0f} s; before {beyond} of the kills recovery had ended; '
      f'no plan was written more than {whole} times')
for each in found: print(each)
print('RIGHT' if not found else 'WRONG')
if found: print(open(path('loop.log')).read()[-3000:])
sys.exit(1 if found else 0)
