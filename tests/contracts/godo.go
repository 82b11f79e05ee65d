// Walks a fleet's life through godo, DigitalOcean's own client for Go (doctl and the Terraform provider are made
// of it). Usage: godo.go URL, the sandbox's without a path. The first surprise ends it with status 1.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/digitalocean/godo"
	"golang.org/x/oauth2"
)

var (
	ctx   = context.Background()
	cloud *godo.Client
)

func expect(holds bool, what string, seen ...interface{}) {
	if !holds {
		fmt.Println("surprise:", what, seen)
		os.Exit(1)
	}
}

func works(err error, doing string) { expect(err == nil, doing, err) }

// refused expects an error of the API with this status and these words.
func refused(err error, status int, words string) {
	answer, ok := err.(*godo.ErrorResponse)
	expect(ok && answer.Response.StatusCode == status && strings.Contains(answer.Message, words), words, err)
	expect(answer.RequestID != "", "an error carries the id of its request", err)
}

func finish(action *godo.Action, response *godo.Response, err error) {
	works(err, "starting an action")
	for deadline := time.Now().Add(time.Minute); action.Status != godo.ActionCompleted; {
		expect(time.Now().Before(deadline) && action.Status == godo.ActionInProgress, "an action ends well", action)
		time.Sleep(10 * time.Millisecond)
		action, _, err = cloud.Actions.Get(ctx, action.ID)
		works(err, "looking at an action")
	}
}

func all(tag string) []godo.Droplet {
	found := []godo.Droplet{}
	for page := 1; ; page++ {
		some, response, err := cloud.Droplets.ListByTag(ctx, tag, &godo.ListOptions{Page: page, PerPage: 4})
		works(err, "listing droplets")
		found = append(found, some...)
		expect(response.Meta.Total >= len(found), "the total counts all pages", response.Meta)
		if response.Links == nil || response.Links.IsLastPage() {
			return found
		}
		current, err := response.Links.CurrentPage()
		works(err, "reading the page's number out of its links")
		expect(current == page, "the links tell the current page", current, page)
	}
}

func catalogue() {
	account, response, err := cloud.Account.Get(ctx)
	works(err, "looking at the account")
	expect(account.Status == "active" && account.DropletLimit > 0, "an active account", account)
	expect(response.Rate.Limit == 5000 && response.Rate.Remaining > 0, "rate headers", response.Rate)
	expect(response.Rate.Reset.After(time.Now().Add(-time.Hour)), "a time of reset", response.Rate)
	sizes, _, err := cloud.Sizes.List(ctx, &godo.ListOptions{PerPage: 200})
	works(err, "listing sizes")
	found := false
	for _, size := range sizes {
		found = found || size.Slug == "s-2vcpu-4gb" && size.PriceMonthly == 24 && size.Memory == 4096
	}
	expect(found, "the size s-2vcpu-4gb at $24")
}

func droplets() []godo.Droplet {
	order := godo.DropletMultiCreateRequest{Region: "nyc3", Size: "s-1vcpu-1gb", Tags: []string{"web"},
		Image: godo.DropletCreateImage{Slug: "ubuntu-24-04-x64"}, Monitoring: true}
	for n := 1; n <= 9; n++ {
		order.Names = append(order.Names, fmt.Sprintf("web-%d", n))
	}
	made, response, err := cloud.Droplets.CreateMultiple(ctx, &order)
	works(err, "creating nine droplets")
	expect(len(made) == 9 && len(response.Links.Actions) == 9, "nine droplets and actions", made)
	for _, link := range response.Links.Actions {
		action, response, err := cloud.Actions.Get(ctx, link.ID)
		finish(action, response, err)
	}
	up := all("web")
	expect(len(up) == 9, "nine droplets by tag", len(up))
	for _, droplet := range up {
		address, err := droplet.PublicIPv4()
		expect(err == nil && address != "" && droplet.Status == "active", "every droplet is up", droplet)
	}
	order.Names = append(order.Names, "web-10", "web-11")
	_, _, err = cloud.Droplets.CreateMultiple(ctx, &order)
	refused(err, 422, "at most 10")
	return up
}

func resize(id int) {
	_, _, err := cloud.DropletActions.Resize(ctx, id, "s-2vcpu-4gb", false)
	refused(err, 422, "power it off")
	finish(cloud.DropletActions.PowerOff(ctx, id))
	_, _, err = cloud.DropletActions.PowerOff(ctx, id)
	refused(err, 422, "already powered off")
	finish(cloud.DropletActions.Resize(ctx, id, "s-2vcpu-4gb", false))
	action, response, err := cloud.DropletActions.PowerOn(ctx, id)
	_, _, second := cloud.DropletActions.Reboot(ctx, id)
	refused(second, 422, "pending event")
	finish(action, response, err)
	droplet, _, err := cloud.Droplets.Get(ctx, id)
	works(err, "looking at a droplet")
	expect(droplet.SizeSlug == "s-2vcpu-4gb" && droplet.Vcpus == 2 && droplet.Disk == 25, "resized", droplet)
}

func volumes(id int) {
	volume, _, err := cloud.Storage.CreateVolume(ctx, &godo.VolumeCreateRequest{
		Region: "nyc3", Name: "data-1", SizeGigaBytes: 50, FilesystemType: "ext4"})
	works(err, "creating a volume")
	finish(cloud.StorageActions.Attach(ctx, volume.ID, id))
	volume, _, err = cloud.Storage.GetVolume(ctx, volume.ID)
	works(err, "looking at a volume")
	expect(len(volume.DropletIDs) == 1 && volume.DropletIDs[0] == id, "attached", volume)
	_, err = cloud.Storage.DeleteVolume(ctx, volume.ID)
	refused(err, 409, "attached")
	finish(cloud.StorageActions.Resize(ctx, volume.ID, 80, "nyc3"))
	finish(cloud.StorageActions.DetachByDropletID(ctx, volume.ID, id))
	_, _, err = cloud.StorageActions.DetachByDropletID(ctx, volume.ID, id)
	refused(err, 422, "Attachment not found")
	born, _, err := cloud.Droplets.Create(ctx, &godo.DropletCreateRequest{Name: "with-volume", Region: "nyc3",
		Size: "s-1vcpu-1gb", Image: godo.DropletCreateImage{Slug: "debian-12-x64"},
		Volumes: []godo.DropletCreateVolume{{ID: volume.ID}}})
	works(err, "creating a droplet with a volume")
	expect(len(born.VolumeIDs) == 1, "it has the volume", born)
	_, err = cloud.Droplets.Delete(ctx, born.ID)
	works(err, "deleting it")
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if _, err = cloud.Storage.DeleteVolume(ctx, volume.ID); err == nil {
			return
		}
		refused(err, 409, "attached")
		expect(time.Now().Before(deadline), "a deleted droplet lets go of its volume")
	}
}

func loadBalancer(up []godo.Droplet) {
	order := godo.LoadBalancerRequest{Name: "front", Region: "nyc3", Tag: "web", ForwardingRules: []godo.ForwardingRule{
		{EntryProtocol: "http", EntryPort: 80, TargetProtocol: "http", TargetPort: 8080}}}
	balancer, _, err := cloud.LoadBalancers.Create(ctx, &order)
	works(err, "creating a load balancer")
	_, _, err = cloud.LoadBalancers.Update(ctx, balancer.ID, &order)
	refused(err, 403, "processes previous actions")
	for deadline := time.Now().Add(time.Minute); balancer.Status != "active"; time.Sleep(10 * time.Millisecond) {
		expect(time.Now().Before(deadline), "a load balancer becomes active")
		balancer, _, err = cloud.LoadBalancers.Get(ctx, balancer.ID)
		works(err, "looking at a load balancer")
	}
	expect(balancer.IP != "" && len(balancer.DropletIDs) == len(up), "it has all droplets of its tag", balancer)
	_, err = cloud.LoadBalancers.AddDroplets(ctx, balancer.ID, up[0].ID)
	refused(err, 422, "tag")
	_, err = cloud.LoadBalancers.Delete(ctx, balancer.ID)
	works(err, "deleting a load balancer")
}

func network(id int) {
	order := godo.FirewallRequest{Name: "wall", Tags: []string{"nobody"}, InboundRules: []godo.InboundRule{
		{Protocol: "tcp", PortRange: "22", Sources: &godo.Sources{Addresses: []string{"0.0.0.0/0"}}}}}
	_, _, err := cloud.Firewalls.Create(ctx, &order)
	refused(err, 422, "tag nobody does not exist")
	order.Tags = []string{"web"}
	wall, _, err := cloud.Firewalls.Create(ctx, &order)
	works(err, "creating a firewall")
	over, _, err := cloud.Firewalls.ListByDroplet(ctx, id, nil)
	works(err, "listing a droplet's firewalls")
	expect(len(over) == 1 && over[0].ID == wall.ID, "the firewall is over its tag's droplets", over)
	_, err = cloud.Firewalls.Delete(ctx, wall.ID)
	works(err, "deleting a firewall")
	net, _, err := cloud.VPCs.Create(ctx, &godo.VPCCreateRequest{Name: "net", RegionSlug: "nyc3", IPRange: "10.9.0.0/24"})
	works(err, "creating a network")
	_, err = cloud.VPCs.Delete(ctx, net.ID)
	works(err, "deleting a network")
	_, _, err = cloud.Tags.Create(ctx, &godo.TagCreateRequest{Name: "blue"})
	works(err, "creating a tag")
	_, err = cloud.Tags.TagResources(ctx, "blue", &godo.TagResourcesRequest{
		Resources: []godo.Resource{{ID: fmt.Sprint(id), Type: godo.DropletResourceType}}})
	works(err, "tagging a droplet")
	expect(len(all("blue")) == 1, "it is found by its tag")
}

func main() {
	var err error
	token := oauth2.NewClient(ctx, oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "sandbox"}))
	cloud, err = godo.New(token, godo.SetBaseURL(os.Args[1]+"/"))
	works(err, "making a client")
	stranger, _ := godo.New(http.DefaultClient, godo.SetBaseURL(os.Args[1]+"/"))
	_, _, err = stranger.Account.Get(ctx)
	refused(err, 401, "Unable to authenticate you")
	catalogue()
	up := droplets()
	resize(up[0].ID)
	volumes(up[0].ID)
	loadBalancer(up)
	network(up[0].ID)
	_, err = cloud.Droplets.DeleteByTag(ctx, "web")
	works(err, "deleting by tag")
	expect(len(all("web")) == 0, "nothing is left")
	_, _, err = cloud.Droplets.Get(ctx, up[0].ID)
	refused(err, 404, "could not be found")
	fmt.Println("godo: every step as expected")
}
