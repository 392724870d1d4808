using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ocpp;

namespace Csms.Tests;

public sealed class HostileTests
{
    [Fact]
    public void Garbage_gets_no_answer_and_the_connection_is_closed_when_it_does_not_end()
    {
        var wire = new Wire(new CentralSystem(new() { MaxBadFrames = 10 }));
        var sent = wire.Sent.Count;
        for (var i = 0; i < 9; i++)
        {
            wire.Receive("not json");
        }
        wire.Call("Heartbeat", "{}");
        for (var i = 0; i < 9; i++)
        {
            wire.Receive("[9,\"a\"]");
        }
        wire.Closed.ShouldBeNull("a good frame starts the count again");
        wire.Receive("{}");
        wire.Closed.ShouldBe("too many frames that are no OCPP message");
        wire.Receive("""[2,"x","Heartbeat",{}]""");
        wire.Sent.Count.ShouldBe(sent + 1);
    }

    [Theory]
    [InlineData("""[2,"a","Authorize",{}]""", "ProtocolError")]
    [InlineData("""[2,"a","Authorize",{"idTag":5}]""", "TypeConstraintViolation")]
    [InlineData("""[2,"a","Authorize",{"idTag":"T","x":1}]""", "FormationViolation")]
    [InlineData("""[2,"a","Authorize",{"idTag":"123456789012345678901"}]""", "PropertyConstraintViolation")]
    [InlineData(
        """[2,"a","StartTransaction",{"connectorId":0,"idTag":"T","meterStart":0,"timestamp":"2026-01-01T00:00:00Z"}]""",
        "PropertyConstraintViolation"
    )]
    [InlineData("""[2,"a","MeterValues",{"connectorId":1,"meterValue":[]}]""", "OccurenceConstraintViolation")]
    public void Calls_that_break_the_schema_get_the_code_for_it(string frame, string code)
    {
        var wire = new Wire(new CentralSystem(new()));
        wire.Receive(frame);
        wire.Sent[^1].ShouldStartWith($"""[4,"a","{code}",""");
    }

    [Fact]
    public void A_flood_of_starts_keeps_a_bounded_number_of_sessions()
    {
        var central = new CentralSystem(new() { MaxOpenSessions = 5, MaxClosedSessions = 3 });
        var wire = new Wire(central);
        for (var i = 1; i <= 200; i++)
        {
            wire.Start($"TAG{i}", connectorId: i);
        }
        var sessions = central.SessionsOf("CP1");
        sessions.Count(s => s.State == SessionState.Open).ShouldBe(5);
        sessions.Count.ShouldBe(8);
    }

    [Fact]
    public void A_flood_of_identities_makes_room_by_forgetting_those_idle_for_longest()
    {
        var central = new CentralSystem(new() { MaxChargePoints = 20 });
        var busy = new Wire(central, "BUSY");
        var charging = new Wire(central, "CHARGING");
        charging.Start();
        charging.Disconnect();
        for (var i = 0; i < 500; i++)
        {
            var wire = new Wire(central, $"FLOOD{i}", boot: false) { Now = Instant.FromUtc(Wire.Origin.AddSeconds(i)) };
            wire.Disconnect();
        }
        central.ChargePoints.Count().ShouldBeLessThanOrEqualTo(20);
        central.FindChargePoint("FLOOD499").ShouldNotBeNull();
        central.FindChargePoint("CHARGING").ShouldNotBeNull();
        busy.Call("Heartbeat", "{}");
    }

    [Fact]
    public void A_full_system_refuses_new_identities_and_keeps_serving()
    {
        var central = new CentralSystem(new() { MaxChargePoints = 3 });
        Wire[] wires = [new(central, "A"), new(central, "B"), new(central, "C")];
        central.Connect("D", default, _ => { }, _ => { }, out var refusal).ShouldBeNull();
        refusal.ShouldBe(ConnectRefusal.Full);
        foreach (var wire in wires)
        {
            wire.Call("Heartbeat", "{}");
        }
    }

    [Fact]
    public void Mutilated_frames_never_throw()
    {
        string[] seeds =
        [
            """[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]""",
            """[2,"2","StartTransaction",{"connectorId":1,"idTag":"T","meterStart":0,"timestamp":"2026-01-01T00:00:00Z"}]""",
            """[2,"3","MeterValues",{"connectorId":1,"transactionId":1,"meterValue":[{"timestamp":"2026-01-01T00:00:00Z","sampledValue":[{"value":"1"}]}]}]""",
            """[2,"4","StopTransaction",{"transactionId":1,"meterStop":1,"timestamp":"2026-01-01T00:00:00Z"}]""",
            """[3,"1",{"status":"Accepted"}]""",
            """[4,"1","GenericError","",{}]""",
        ];
        var mutations =
            from seed in Gen.Elements(seeds)
            from at in Gen.Choose(0, seed.Length - 1)
            from length in Gen.Choose(0, 12)
            from insert in Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b))
            select (byte[])
                [
                    .. Encoding.UTF8.GetBytes(seed[..at]),
                    .. insert,
                    .. Encoding.UTF8.GetBytes(seed[Math.Min(seed.Length, at + length)..]),
                ];
        var central = new CentralSystem(new() { MaxBadFrames = int.MaxValue });
        var wire = new Wire(central);
        wire.BeginCall(Ocpp.V16.Actions.ClearCache, "{}");
        Prop.ForAll(
                mutations.ToArbitrary(),
                frame =>
                {
                    wire.Connection.Receive(frame, wire.Now);
                    return wire.Closed is null;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
        wire.Sent.ShouldAllBe(frame => frame.Length < 1000);
    }

    [Fact]
    public async Task Many_charge_points_are_served_at_once()
    {
        var central = new CentralSystem(new());
        central.IdTags.Set(new IdTagEntry("SHARED", Ocpp.V16.AuthorizationStatus.Accepted, AllowConcurrentTx: false));
        var wires = Enumerable.Range(0, 64).Select(i => new Wire(central, $"CP{i}")).ToArray();
        await Parallel.ForEachAsync(
            wires,
            (wire, _) =>
            {
                for (var i = 0; i < 50; i++)
                {
                    var id = wire.Start("SHARED", meterStart: i);
                    wire.Sample(id, $"00:00:{i:00}", """{"value":"1"}""");
                    wire.Stop(id, i + 1);
                }
                return ValueTask.CompletedTask;
            }
        );
        var sessions = central.Sessions;
        sessions.Count.ShouldBe(64 * 10);
        sessions.Select(s => s.TransactionId).ShouldBeUnique();
        central.LastTransactionId.ShouldBe(64 * 50);
        // All released: a tag that may run once can run again.
        wires[0]
            .StartTransaction("SHARED", 1, 0, Wire.Origin.AddDays(1))
            .GetProperty("idTagInfo")
            .GetProperty("status")
            .GetString()
            .ShouldBe("Accepted");
    }
}
