#include "reconciler/adapters/store/boots_codec.hpp"

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/json/json_writer.hpp"

namespace muster {
std::string encode_boots(const KnownBoots& boots) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("format_version").text("1.0").key("pools").begin_array();
  for (const auto& [pool, boot] : boots.pools) {
    out.begin_object()
        .key("pool")
        .text(pool.value)
        .key("image")
        .text(boot.image)
        .key("ssh_keys")
        .begin_array();
    for (const auto& key : boot.ssh_keys) out.text(key);
    out.end_array().key("user_data").text(boot.user_data.text).end_object();
  }
  out.end_array().key("machines").begin_array();
  for (const auto& id : boots.machines) out.text(id.value);
  out.end_array();
  return std::move(out.end_object()).finish();
}

Result<KnownBoots> decode_boots(const std::string& text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return document.error();
  JsonFields in(document->root());
  in.format_version_1();
  KnownBoots boots;
  for (auto& id : in.texts("machines")) boots.machines.insert(MachineId(std::move(id)));
  const auto pools = in["pools"].items();
  if (!pools) return pools.error();
  for (const JsonView item : *pools) {
    JsonFields pool(item);
    Boot boot{pool.text("image"), pool.texts("ssh_keys"), Digest{pool.text("user_data")}};
    boots.pools.emplace(PoolName(pool.text("pool")), std::move(boot));
    if (pool.failed()) return pool.error();
  }
  if (in.failed()) return in.error();
  return boots;
}

}  // namespace muster
