using Simulation.Logs;
using Simulation.Transport;

namespace Simulation.Tests.Fleet;

public sealed class ReconnectTests
{
    private static readonly BackoffSettings Exact = new() { Jitter = 0 };

    [Fact]
    public void Pauses_double_up_to_the_longest()
    {
        using var fleet = new VirtualFleet(backoff: Exact);
        fleet.Csms.Refusal = "HTTP 404";
        var charger = Start(fleet);

        fleet.Time.Advance(TimeSpan.FromMinutes(30));

        Pauses(fleet).Take(9).ShouldBe([5, 10, 20, 40, 80, 160, 300, 300, 300]);
        charger.Link.State.ShouldBe(LinkState.Waiting);
        charger.Link.Detail.ShouldBe("HTTP 404");
        charger.Link.NextAttempt.ShouldNotBeNull();
        charger.Link.Attempts.ShouldBe(fleet.Csms.Attempts.Count);
    }

    [Fact]
    public void Jitter_shortens_pauses_by_up_to_its_share_and_repeats_with_the_seed()
    {
        var first = Jittered(seed: 7);
        var again = Jittered(seed: 7);
        var other = Jittered(seed: 8);

        again.ShouldBe(first);
        other.ShouldNotBe(first);
        first[0].ShouldBeInRange(2.5, 5);
        first[5].ShouldBeInRange(80, 160);

        static List<double> Jittered(ulong seed)
        {
            using var fleet = new VirtualFleet(seed: seed);
            fleet.Csms.Refusal = "down";
            Start(fleet);
            fleet.Time.Advance(TimeSpan.FromMinutes(10));
            return Pauses(fleet);
        }
    }

    [Fact]
    public void Chargers_that_fail_together_do_not_return_together()
    {
        using var fleet = new VirtualFleet();
        fleet.Csms.Refusal = "down";
        for (var i = 0; i < 100; i++)
        {
            Start(fleet, $"CP{i}");
        }
        fleet.Time.Advance(TimeSpan.FromSeconds(6));

        fleet.Csms.Attempts.Skip(100).Select(attempt => attempt.At).Distinct().Count().ShouldBeGreaterThan(90);
    }

    [Fact]
    public void A_connection_that_lasted_starts_the_pauses_anew_and_one_that_did_not_does_not()
    {
        using var fleet = new VirtualFleet(backoff: Exact);
        fleet.Csms.Drops = true;
        Start(fleet);
        fleet.Time.Advance(TimeSpan.FromSeconds(40));
        Pauses(fleet).ShouldBe([5, 10, 20]);

        fleet.Csms.Drops = false;
        fleet.Until(() => fleet.Csms.Attempts.Count == 5);
        fleet.Time.Advance(TimeSpan.FromMinutes(5));
        fleet.Csms.Attempts.Clear();
        fleet.Csms.Central.Connect("CP1", fleet.Time.Now, _ => { }, _ => { }, out _);
        var lost = fleet.Time.Now;
        fleet.Until(() => fleet.Csms.Attempts.Count == 1);

        (fleet.Csms.Attempts[0].At - lost).TotalSeconds.ShouldBe(5, 0.1);
    }

    [Fact]
    public void A_cap_of_attempts_ends_in_failed_and_a_start_tries_again()
    {
        using var fleet = new VirtualFleet(backoff: Exact);
        fleet.Csms.Refusal = "HTTP 403";
        var charger = Start(fleet, link: Link() with { MaxReconnectAttempts = 3 });

        fleet.Time.Advance(TimeSpan.FromHours(1));

        fleet.Csms.Attempts.Count.ShouldBe(4);
        charger.Link.State.ShouldBe(LinkState.Failed);
        charger.Link.Detail.ShouldBe("Gave up after 3 attempts to reconnect: HTTP 403");
        charger.Running.ShouldBeTrue();

        fleet.Csms.Refusal = null;
        charger.Start();
        fleet.Until(() => charger.Link.State == LinkState.Connected);
    }

    [Fact]
    public void A_cap_of_time_ends_in_failed()
    {
        using var fleet = new VirtualFleet(backoff: Exact);
        fleet.Csms.Refusal = "down";
        var charger = Start(fleet, link: Link() with { MaxReconnectTime = TimeSpan.FromMinutes(2) });

        fleet.Time.Advance(TimeSpan.FromHours(1));

        charger.Link.State.ShouldBe(LinkState.Failed);
        (fleet.Csms.Attempts[^1].At - fleet.Csms.Attempts[0].At).ShouldBeLessThan(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void No_more_connect_at_a_time_than_may()
    {
        using var fleet = new VirtualFleet(connectConcurrency: 10);
        for (var i = 0; i < 35; i++)
        {
            Start(fleet, $"CP{i}");
        }
        fleet.Until(() => fleet.Fleet.Chargers.All(charger => charger.Link.State == LinkState.Connected));

        fleet.Csms.Attempts.GroupBy(attempt => attempt.At).Max(group => group.Count()).ShouldBe(10);
    }

    [Fact]
    public void A_charger_stopped_while_it_waits_for_its_turn_does_not_connect()
    {
        using var fleet = new VirtualFleet(connectConcurrency: 1);
        Start(fleet, "CP1");
        var second = Start(fleet, "CP2");
        var third = Start(fleet, "CP3");
        fleet.Time.Await(second.StopAsync(TimeSpan.FromSeconds(8)), TimeSpan.FromSeconds(8));
        fleet.Until(() => third.Link.State == LinkState.Connected);

        fleet.Csms.Attempts.Select(attempt => attempt.Identity).ShouldBe(["CP1", "CP3"]);
    }

    [Fact]
    public void Silence_after_a_ping_ends_the_link_and_life_keeps_it()
    {
        using var fleet = new VirtualFleet(backoff: Exact);
        var charger = fleet.Booted(configuration: new Dictionary<string, string> { ["WebSocketPingInterval"] = "20" });
        fleet.Time.Advance(TimeSpan.FromMinutes(10));
        fleet.Csms.Attempts.Count.ShouldBe(1);

        fleet.Network.LosesPings = true;
        fleet.Csms.Mute = true;
        var from = fleet.Time.Now;
        fleet.Until(() => charger.Link.State == LinkState.Waiting);

        (fleet.Time.Now - from).ShouldBeInRange(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40));
        charger.Link.Detail.ShouldBe("The CSMS gave no sign of life within 20 s after a ping.");
        fleet.Csms.Mute = false;
        fleet.Until(() => charger.Link.State == LinkState.Connected);
    }

    [Fact]
    public void Without_a_ping_interval_silence_is_borne()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted(configuration: new Dictionary<string, string> { ["WebSocketPingInterval"] = "0" });
        fleet.Network.LosesPings = true;
        fleet.Csms.Mute = true;
        fleet.Time.Advance(TimeSpan.FromHours(1));

        fleet.Csms.Attempts.Count.ShouldBe(1);
        charger.Link.State.ShouldBe(LinkState.Connected);
    }

    [Fact]
    public void Each_attempt_has_its_line_in_the_log()
    {
        using var fleet = new VirtualFleet(backoff: Exact);
        fleet.Csms.Refusal = "HTTP 401";
        var charger = Start(fleet);
        fleet.Time.Advance(TimeSpan.FromSeconds(16));

        charger
            .Log.Read(10, filter: new LogFilter { Categories = [LogCategory.Connection] })
            .Select(entry => (entry.Type, entry.Payload))
            .ShouldBe(Enumerable.Repeat(("connect-failed", (string?)"HTTP 401"), 3));
    }

    private static LinkSettings Link() => new() { CsmsUrl = new Uri("ws://csms.example/") };

    private static SimulatedCharger Start(VirtualFleet fleet, string id = "CP1", LinkSettings? link = null)
    {
        var charger = fleet.Fleet.Add(VirtualFleet.Definition(id, link: link), null);
        charger.Start();
        return charger;
    }

    private static List<double> Pauses(VirtualFleet fleet) =>
        [
            .. fleet
                .Csms.Attempts.Zip(fleet.Csms.Attempts.Skip(1))
                .Select(pair => Math.Round((pair.Second.At - pair.First.At).TotalSeconds, 2)),
        ];
}
