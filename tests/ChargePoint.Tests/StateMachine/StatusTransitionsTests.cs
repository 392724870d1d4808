using Ocpp.V16;
using static Ocpp.V16.ChargePointStatus;

namespace ChargePoints.Tests.StateMachine;

public sealed class StatusTransitionsTests
{
    // The table of OCPP 1.6 §4.9 by its cell codes, written out a second time so that a slip in one of the two tables shows.
    private static readonly Dictionary<ChargePointStatus, ChargePointStatus[]> Allowed = new()
    {
        [Available] = [Preparing, Charging, SuspendedEV, SuspendedEVSE, Reserved, Unavailable, Faulted],
        [Preparing] = [Available, Charging, SuspendedEV, SuspendedEVSE, Finishing, Faulted],
        [Charging] = [Available, SuspendedEV, SuspendedEVSE, Finishing, Unavailable, Faulted],
        [SuspendedEV] = [Available, Charging, SuspendedEVSE, Finishing, Unavailable, Faulted],
        [SuspendedEVSE] = [Available, Charging, SuspendedEV, Finishing, Unavailable, Faulted],
        [Finishing] = [Available, Preparing, Unavailable, Faulted],
        [Reserved] = [Available, Preparing, Unavailable, Faulted],
        [Unavailable] = [Available, Preparing, Charging, SuspendedEV, SuspendedEVSE, Faulted],
        [Faulted] = [Available, Preparing, Charging, SuspendedEV, SuspendedEVSE, Finishing, Reserved, Unavailable],
    };

    public static TheoryData<ChargePointStatus, ChargePointStatus> Cells()
    {
        TheoryData<ChargePointStatus, ChargePointStatus> cells = [];
        foreach (ChargePointStatus from in Enum.GetValues<ChargePointStatus>())
        {
            foreach (ChargePointStatus to in Enum.GetValues<ChargePointStatus>())
            {
                cells.Add(from, to);
            }
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void The_table_is_that_of_the_specification(ChargePointStatus from, ChargePointStatus to) =>
        StatusTransitions.IsAllowed(from, to).ShouldBe(Allowed[from].Contains(to));

    [Fact]
    public void It_has_53_transitions() =>
        StatusTransitions
            .Statuses.Sum(from => StatusTransitions.Statuses.Count(to => StatusTransitions.IsAllowed(from, to)))
            .ShouldBe(53);
}
