using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TestKit;

namespace ChargePoints.Tests.Metering;

/// <summary>The state of charge from which a car's power falls, as its owner sets it.</summary>
public sealed class TaperTests
{
    private const double MostW = 100_000;

    private static readonly Gen<(double From, double Soc)> Any =
        from tenthsOfKnee in Gen.Choose(100, 990)
        from tenthsOfSoc in Gen.Choose(0, 1000)
        select (tenthsOfKnee / 10.0, tenthsOfSoc / 10.0);

    [Fact]
    public void Power_is_whole_up_to_the_knee_and_falls_on_a_straight_line_from_there() =>
        Property.Holds(
            Any,
            at =>
            {
                double wantsW = Car(at.From, at.Soc).WantsW;

                // The least is 1 %, so that the battery becomes full; then it takes nothing.
                double line = at.Soc <= at.From ? 1 : (100 - at.Soc) / (100 - at.From);
                wantsW.ShouldBe(at.Soc >= 100 ? 0 : MostW * Math.Max(0.01, line), 0.01);
            }
        );

    [Fact]
    public void A_later_knee_never_takes_less() =>
        Property.Holds(
            from at in Any
            from other in Any
            select (at.Soc, Early: Math.Min(at.From, other.From), Late: Math.Max(at.From, other.From)),
            at => Car(at.Late, at.Soc).WantsW.ShouldBeGreaterThanOrEqualTo(Car(at.Early, at.Soc).WantsW)
        );

    [Fact]
    public void The_on_board_charger_falls_with_it_down_to_six_amperes() =>
        Property.Holds(
            Any,
            at =>
            {
                double wantsA = Car(at.From, at.Soc, CurrentType.AC).WantsA(230);

                double share = at.Soc <= at.From ? 1 : (100 - at.Soc) / (100 - at.From);
                wantsA.ShouldBe(
                    at.Soc >= 100 ? 0 : Math.Max(VehicleState.MinAcCurrentA, 11_000 / (3 * 230.0) * share),
                    0.001
                );
            }
        );

    [Theory]
    [InlineData(9.9)]
    [InlineData(99.1)]
    [InlineData(double.NaN)]
    public void A_knee_out_of_range_is_refused_at_the_plug(double from)
    {
        ChargePointBench bench = ChargePointBench.Booted();

        Refusal? refusal = bench.Do(new PlugIn(1, new VehicleSettings { Id = "EV", TaperFromPercent = from }));

        refusal.ShouldNotBeNull().Detail.ShouldContain("10 to 99");
    }

    [Fact]
    public void A_car_that_was_plugged_in_before_there_was_a_choice_falls_from_80_percent()
    {
        byte[] saved = Encoding.UTF8.GetBytes(
            """[{"connectorId":1,"cable":true,"vehicle":{"id":"EV","batteryWh":60000,"socPercent":30,"maxAcPowerW":11000,"maxDcPowerW":120000,"phases":3}}]"""
        );

        var state = DurableState.Read(new Dictionary<DurableParts, byte[]> { [DurableParts.Connectors] = saved }, []);

        state.Connectors[0].Vehicle!.TaperFromPercent.ShouldBe(80);
    }

    private static VehicleState Car(double from, double soc, CurrentType type = CurrentType.DC) =>
        new(
            new VehicleSettings
            {
                Id = "EV",
                SocPercent = soc,
                MaxDcPowerW = MostW,
                TaperFromPercent = from,
            },
            type
        );
}
