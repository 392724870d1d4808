using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChargePoints;
using Ocpp;
using Ocpp.Rpc;
using Ocpp.V16;
using Simulation.Chaos;
using Simulation.Tests.Fleet;
using Simulation.Transport;
using Simulation.Transport.Faults;

namespace Simulation.Tests.Chaos;

/// <summary>Latency, loss, doubling and corruption of frames, in virtual time.</summary>
public sealed class FrameChaosTests
{
    [Fact]
    public void Latency_holds_each_frame_up_each_way()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        fleet.Time.Advance(TimeSpan.FromSeconds(10));
        fleet.Inject(charger, new Latency { MeanMs = 2000, JitterMs = 0 });
        var from = fleet.Time.Now;
        fleet.Post(charger, new PresentTag(1, "TAG1"));
        fleet.Until(() => fleet.Csms.Calls("Authorize").Any());
        (fleet.Time.Now - from).TotalSeconds.ShouldBe(2, 0.1);
        fleet.Until(() => charger.Log.Read(1000).Any(it => it is { Type: "result", Action: "Authorize" }));
        (fleet.Time.Now - from).TotalSeconds.ShouldBe(4, 0.1);
    }

    [Fact]
    public void Frames_keep_their_order_under_jitter_and_what_is_under_way_arrives_when_it_is_lifted()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        var active = fleet.Inject(charger, new Latency { MeanMs = 30_000, JitterMs = 30_000 });
        for (var i = 0; i < 20; i++)
        {
            fleet.Csms.Say("CP1", $"[2,\"{i}\",\"GetLocalListVersion\",{{}}]");
        }
        fleet.Time.Advance(TimeSpan.FromSeconds(5));
        fleet.Lift(charger, active);
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        var answers = fleet.Csms.Trace.Where(line =>
            Regex.IsMatch(line, "> \\[3,\"\\d+\"", RegexOptions.None, ChaosBench.Limit)
        );
        answers.Count().ShouldBe(20);
        charger
            .Log.Read(1000)
            .Where(it => it is { Type: "call", Action: "GetLocalListVersion" })
            .Select(it => int.Parse(it.MessageId!))
            .ShouldBe(Enumerable.Range(0, 20));
    }

    [Fact]
    public void What_is_lost_is_sent_again_and_arrives_in_the_end()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Charging(configuration: Patient);
        fleet.Inject(charger, new Drop { Probability = 1, Duration = TimeSpan.FromMinutes(3) });
        fleet.Post(charger, new StopTransaction(1, Reason.Local));
        fleet.Time.Advance(TimeSpan.FromMinutes(2.9));
        fleet.Csms.Calls("StopTransaction").ShouldBeEmpty();
        var lost = charger.ChaosLog().Where(it => it.Payload!.StartsWith("out: StopTransaction ")).ToList();
        lost.Count.ShouldBeGreaterThan(1);
        lost.ShouldAllBe(it => it.Type == "frame-dropped");

        fleet.Time.Advance(TimeSpan.FromMinutes(5));
        charger.Snapshot.QueuedMessages.ShouldBe(0);
        fleet.Csms.Central.SessionsOf("CP1").ShouldHaveSingleItem().StoppedAt.ShouldNotBeNull();
    }

    [Fact]
    public void A_doubled_start_makes_one_session()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        fleet.Inject(charger, new Duplicate { Probability = 1, Duration = TimeSpan.FromHours(1) });
        fleet.Post(charger, new PlugIn(1, null));
        fleet.Post(charger, new PresentTag(1, "TAG1"));
        fleet.Until(() => charger.Snapshot.Evses[0].Transaction?.Id is not null);
        fleet.Time.Advance(TimeSpan.FromMinutes(5));
        fleet.Post(charger, new StopTransaction(1, Reason.Local));
        fleet.Time.Advance(TimeSpan.FromMinutes(1));

        fleet.Csms.Calls("StartTransaction").Count().ShouldBe(2);
        fleet.Csms.Calls("StopTransaction").Count().ShouldBe(2);
        var session = fleet.Csms.Central.SessionsOf("CP1").ShouldHaveSingleItem();
        session.StoppedAt.ShouldNotBeNull();
        charger.Snapshot.QueuedMessages.ShouldBe(0);
    }

    [Fact]
    public void A_corrupted_frame_is_no_message_and_the_transaction_is_complete_all_the_same()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Charging(configuration: Patient);
        fleet.Inject(charger, new Corrupt { Probability = 0.5, Duration = TimeSpan.FromMinutes(20) });
        fleet.Time.Advance(TimeSpan.FromMinutes(5));
        fleet.Post(charger, new StopTransaction(1, Reason.Local));
        fleet.Time.Advance(TimeSpan.FromMinutes(40));

        charger.ChaosLog().Count(it => it.Type == "frame-corrupted").ShouldBeGreaterThan(3);
        charger.Snapshot.QueuedMessages.ShouldBe(0);
        fleet.Csms.Central.SessionsOf("CP1").ShouldHaveSingleItem().StoppedAt.ShouldNotBeNull();
    }

    [Fact]
    public void A_broken_frame_is_never_another_valid_one()
    {
        string[] frames =
        [
            "[2,\"1\",\"Heartbeat\",{}]",
            "[3,\"a\",{}]",
            "[4,\"x\",\"GenericError\",\"\",{}]",
            "[2,\"ü\",\"DataTransfer\",{\"vendorId\":\"日本語 📡\",\"data\":\"[1,[2,[3]]]\"}]",
            "  [3,\"a\",{\"list\":[1,2,3]}]  ",
            "[]",
            "]",
            "x",
        ];
        var random = RandomStream.For(7, "CP1", "break");
        foreach (var frame in frames.Select(Encoding.UTF8.GetBytes))
        {
            for (var i = 0; i < 2000; i++)
            {
                var broken = FrameBreaker.Break(frame, ref random);
                broken.Length.ShouldBeGreaterThan(0);
                Encoding.UTF8.GetString(broken).ShouldNotContain('\uFFFD');
                FrameReader.TryRead(broken, out _, out _).ShouldBeFalse();
                Should.Throw<JsonException>(() => JsonDocument.Parse(broken, Tolerant));
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace_and_another_one_another()
    {
        static IReadOnlyList<string> Trace(ulong seed)
        {
            using var fleet = new VirtualFleet(seed: seed);
            var charger = fleet.Charging(configuration: Patient);
            fleet.Inject(
                charger,
                new Latency
                {
                    MeanMs = 400,
                    JitterMs = 300,
                    Duration = TimeSpan.FromMinutes(30),
                }
            );
            fleet.Inject(charger, new Drop { Probability = 0.1, Duration = TimeSpan.FromMinutes(30) });
            fleet.Inject(charger, new Duplicate { Probability = 0.2, Duration = TimeSpan.FromMinutes(30) });
            fleet.Inject(charger, new Corrupt { Probability = 0.1, Duration = TimeSpan.FromMinutes(30) });
            fleet.Time.Advance(TimeSpan.FromMinutes(40));
            return fleet.Csms.Trace;
        }

        var first = Trace(1);
        first.Count.ShouldBeGreaterThan(300);
        Trace(1).ShouldBe(first);
        Trace(2).ShouldNotBe(first);
    }

    [Fact]
    public void Frames_of_a_lost_connection_do_not_arrive_on_the_next()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        fleet.Inject(
            charger,
            new Latency
            {
                MeanMs = 20_000,
                JitterMs = 0,
                Duration = TimeSpan.FromMinutes(5),
            }
        );
        fleet.Csms.Say("CP1", "[2,\"late\",\"GetLocalListVersion\",{}]");
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        fleet.Inject(charger, new Disconnect { Duration = TimeSpan.FromSeconds(2) });
        fleet.Time.Advance(TimeSpan.FromSeconds(60));

        charger.Link.State.ShouldBe(LinkState.Connected);
        fleet.Csms.Trace.ShouldNotContain(line => line.Contains("[3,\"late\""));
    }

    private static readonly JsonDocumentOptions Tolerant = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private static IReadOnlyDictionary<string, string> Patient =>
        new Dictionary<string, string>
        {
            ["TransactionMessageAttempts"] = "100",
            ["TransactionMessageRetryInterval"] = "5",
        };
}
