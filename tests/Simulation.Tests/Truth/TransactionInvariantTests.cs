using Simulation.Truth;

namespace Simulation.Tests.Truth;

/// <summary>The checker finds each thing that must never be.</summary>
public sealed class TransactionInvariantTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ChargerTransaction Whole = new()
    {
        ChargerId = "CP1",
        EvseId = 1,
        Key = 1,
        IdTag = "T",
        StartMessageId = "a",
        StartedAt = At,
        MeterStartWh = 100,
        RegisterAtStartMilliWh = 100_900,
        Start = MessageFate.Delivered,
        Stops = 1,
        StopMessageId = "b",
        StoppedAt = At + TimeSpan.FromHours(1),
        MeterStopWh = 500,
        RegisterAtStopMilliWh = 500_100,
        Stop = MessageFate.Delivered,
    };

    private static readonly CsmsTransaction Acknowledged = new("CP1", 7, "a", 1, 100, 500);

    private static readonly EvseRegister Register = new("CP1", 1, 100_900, 500_100, 0);

    [Fact]
    public void All_is_well()
    {
        var verdict = TransactionInvariants.Check([Whole], [Register], [Acknowledged]);
        verdict.Violations.ShouldBeEmpty();
        verdict.DeliveredMilliWh.ShouldBe(399_200);
        verdict.AcknowledgedWh.ShouldBe(400);
        verdict.GivenUp.ShouldBeEmpty();
        verdict.Queued.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_given_up_or_waits_is_told()
    {
        var given = Whole with { Stop = MessageFate.GivenUp };
        var waits = Whole with
        {
            Key = 2,
            EvseId = 2,
            StartMessageId = "c",
            Start = MessageFate.Queued,
            Stop = MessageFate.Queued,
        };
        var verdict = TransactionInvariants.Check([given, waits], [], [Acknowledged with { MeterStopWh = null }]);
        verdict.Violations.ShouldBeEmpty();
        verdict.GivenUp.ShouldBe([given]);
        verdict.Queued.ShouldBe([waits]);
        verdict.AcknowledgedWh.ShouldBe(0);
    }

    public static TheoryData<string> Mistakes => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void What_must_never_be_is_found(string mistake)
    {
        var (transactions, register, csms) = Wrong[mistake];
        TransactionInvariants
            .Check(transactions, [register], csms)
            .Violations.ShouldHaveSingleItem()
            .ShouldContain(mistake);
    }

    private static readonly ChargerTransaction Next = Whole with
    {
        Key = 2,
        StartMessageId = "c",
        MeterStartWh = 499,
        RegisterAtStartMilliWh = 499_500,
        MeterStopWh = 500,
        RegisterAtStopMilliWh = 500_100,
    };

    private static readonly CsmsTransaction NextAcknowledged = new("CP1", 8, "c", 1, 499, 500);

    private static readonly Dictionary<string, (ChargerTransaction[], EvseRegister, CsmsTransaction[]?)> Wrong = new()
    {
        ["has 2 StopTransactions"] = ([Whole with { Stops = 2 }], Register, [Acknowledged]),
        ["has no StopTransaction, and"] = (
            [Whole with { Stops = 0, MeterStopWh = null, RegisterAtStopMilliWh = null, Stop = MessageFate.None }, Next],
            Register,
            null
        ),
        ["ends before it began"] = ([Whole with { StoppedAt = At - TimeSpan.FromHours(1) }], Register, [Acknowledged]),
        ["does not say what the register showed"] = (
            [Whole with { MeterStopWh = 501 }],
            Register,
            [Acknowledged with { MeterStopWh = 501 }]
        ),
        ["begins below the end of"] = (
            [Whole, Next],
            Register with
            {
                LastMilliWh = 500_700,
            },
            [Acknowledged, NextAcknowledged]
        ),
        ["has fallen 1 times"] = ([Whole], Register with { Falls = 1 }, [Acknowledged]),
        ["has gained"] = ([Whole], Register with { LastMilliWh = 500_101 }, [Acknowledged]),
        ["has 2 sessions of"] = ([Whole], Register, [Acknowledged, Acknowledged with { TransactionId = 8 }]),
        ["has no session of it"] = ([Whole], Register, []),
        ["has another start of"] = ([Whole], Register, [Acknowledged with { EvseId = 2 }]),
        ["has another stop of"] = ([Whole], Register, [Acknowledged with { MeterStopWh = 499 }]),
        ["has its session open"] = ([Whole], Register, [Acknowledged with { MeterStopWh = null }]),
        ["that no charger had"] = (
            [Whole],
            Register,
            [Acknowledged, Acknowledged with { StartMessageId = "z", TransactionId = 9 }]
        ),
    };
}
