using System.Text.Json.Nodes;
using FsCheck.Fluent;
using TestKit;

namespace ChargePoints.Tests.LocalAuthList;

/// <summary>Random sequences of updates, over kills and switches, against the simplest list there can be.</summary>
public sealed class LocalListModelTests
{
    private static readonly string[] Tags = ["A", "a", "B", "b", "C", "D", "E", "F", "G"];
    private static readonly string[] Statuses = ["Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx"];

    [Fact]
    public void The_list_is_what_the_accepted_updates_make_of_it() =>
        Property.Holds(
            Gen.Choose(0, int.MaxValue),
            seed =>
            {
                RandomStream random = RandomStream.For((ulong)seed, "list", "updates");
                ChargePointBench bench = ChargePointBench.Booted(
                    ChargePointBench.OneSocket with
                    {
                        Configuration = new Dictionary<string, string>
                        {
                            ["LocalAuthListMaxLength"] = "5",
                            ["SendLocalListMaxLength"] = "4",
                        },
                    }
                );
                var model = new Model();
                for (int i = 0; i < 40; i++)
                {
                    Act(bench, model, ref random);
                    bench.Version().ShouldBe(model.ToldVersion);
                    bench
                        .Listed()
                        .ShouldBe(
                            model.Entries.OrderBy(e => e.Key, StringComparer.OrdinalIgnoreCase).Select(e => e.Value)
                        );
                    foreach (string tag in Tags)
                    {
                        bench
                            .ChargePoint.Snapshot.LocalAuthList?.Find(tag)
                            .HasValue.ShouldBe(model.Entries.ContainsKey(tag));
                    }
                }
            },
            cases: 120
        );

    private static void Act(ChargePointBench bench, Model model, ref RandomStream random)
    {
        if (random.NextInt32(12) == 0)
        {
            bench.Kill().PowerOn();
            return;
        }
        if (random.NextInt32(12) == 0)
        {
            model.Enabled = !model.Enabled;
            bench.Configure("LocalAuthListEnabled", model.Enabled ? "true" : "false");
            return;
        }
        var entries = new List<(string Tag, string? Status)>();
        int count = random.NextInt32(6);
        for (int i = 0; i < count; i++)
        {
            entries.Add(
                (Tags[random.NextInt32(Tags.Length)], random.NextInt32(4) == 0 ? null : Statuses[random.NextInt32(5)])
            );
        }
        bool full = random.NextInt32(3) == 0;
        int version = random.NextInt32(3) == 0 ? random.NextInt32(12) - 2 : model.Version + 1 + random.NextInt32(2);
        JsonObject[] sent = [.. entries.Select(entry => Lists.Entry(entry.Tag, entry.Status))];
        bench.Update(full ? "Full" : "Differential", version, sent).ShouldBe(model.Update(full, version, entries));
    }

    private sealed class Model
    {
        public Dictionary<string, string> Entries { get; private set; } = new(StringComparer.OrdinalIgnoreCase);

        public int Version { get; private set; }

        public bool Enabled { get; set; } = true;

        public int ToldVersion => Enabled ? Version : -1;

        public string Update(bool full, int version, List<(string Tag, string? Status)> entries)
        {
            if (!Enabled)
            {
                return "NotSupported";
            }
            int different = entries.Select(entry => entry.Tag.ToUpperInvariant()).Distinct().Count();
            if (
                version is 0 or -1
                || entries.Count > 4
                || different < entries.Count
                || (full && entries.Exists(entry => entry.Status is null))
            )
            {
                return "Failed";
            }
            if (!full && version <= Version)
            {
                return "VersionMismatch";
            }
            var next = new Dictionary<string, string>(full ? [] : Entries, StringComparer.OrdinalIgnoreCase);
            foreach ((string tag, string? status) in entries)
            {
                next.Remove(tag);
                if (status is not null)
                {
                    next[tag] = $"{tag} {status}";
                }
            }
            if (next.Count > 5)
            {
                return "Failed";
            }
            Entries = next;
            Version = next.Count == 0 ? 0 : version;
            return "Accepted";
        }
    }
}
