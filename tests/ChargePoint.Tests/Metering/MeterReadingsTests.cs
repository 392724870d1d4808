using System.Globalization;
using Ocpp.V16;

namespace ChargePoints.Tests.Metering;

public sealed class MeterReadingsTests
{
    private static readonly EvseSettings ThreePhase = new() { Id = 1 };
    private static readonly EvseSettings OnePhase = new()
    {
        Id = 1,
        Phases = 1,
        MaxPowerW = 7_400,
    };
    private static readonly EvseSettings Dc = new()
    {
        Id = 1,
        CurrentType = CurrentType.DC,
        MaxPowerW = 50_000,
        VoltageV = 400,
    };

    [Fact]
    public void Three_phase_values_agree_with_each_other_on_the_wire()
    {
        List<SampledValue> values = Read(
            ThreePhase,
            "Voltage",
            "Current.Import",
            "Power.Active.Import",
            "Power.Factor"
        );
        double factor = Number(values, Measurand.PowerFactor, null);
        double sumW = 0;
        double sentW = 0;
        foreach (
            (Phase line, Phase toNeutral) in new[]
            {
                (Phase.L1, Phase.L1N),
                (Phase.L2, Phase.L2N),
                (Phase.L3, Phase.L3N),
            }
        )
        {
            double phaseW =
                Number(values, Measurand.Voltage, toNeutral) * Number(values, Measurand.CurrentImport, line) * factor;
            Number(values, Measurand.PowerActiveImport, line).ShouldBe(phaseW, 0.3);
            sumW += phaseW;
            sentW += Number(values, Measurand.PowerActiveImport, line);
        }
        Number(values, Measurand.PowerActiveImport, null).ShouldBe(sumW, 0.5);
        Number(values, Measurand.PowerActiveImport, null).ShouldBe(sentW, 1e-6, "to the last digit");
        values.Count.ShouldBe(3 + 3 + 4 + 1);
    }

    [Fact]
    public void Dc_values_agree_with_each_other_and_have_no_phases()
    {
        List<SampledValue> values = Read(Dc, "Voltage", "Current.Import", "Power.Active.Import");
        values.ShouldAllBe(value => value.Phase == null);
        (Number(values, Measurand.Voltage, null) * Number(values, Measurand.CurrentImport, null)).ShouldBe(
            Number(values, Measurand.PowerActiveImport, null),
            0.5
        );
    }

    [Theory]
    [InlineData("Energy.Active.Import.Register", UnitOfMeasure.Wh, null)]
    [InlineData("Energy.Active.Import.Interval", UnitOfMeasure.Wh, null)]
    [InlineData("Power.Offered", UnitOfMeasure.W, null)]
    [InlineData("Power.Reactive.Import", UnitOfMeasure.var, null)]
    [InlineData("Current.Offered", UnitOfMeasure.A, null)]
    [InlineData("Temperature", UnitOfMeasure.Celcius, Location.Body)]
    [InlineData("SoC", UnitOfMeasure.Percent, Location.EV)]
    [InlineData("Frequency", null, null)]
    public void Each_measurand_has_its_unit_and_place(string measurand, UnitOfMeasure? unit, Location? location)
    {
        SampledValue value = Read(ThreePhase, measurand).ShouldHaveSingleItem();
        OcppEnum.Name(value.Measurand!.Value).ShouldBe(measurand);
        value.Unit.ShouldBe(unit);
        value.Location.ShouldBe(location);
        value.Context.ShouldBe(ReadingContext.SamplePeriodic);
        value.Format.ShouldBeNull();
    }

    [Fact]
    public void A_phase_can_be_asked_for_alone()
    {
        SampledValue value = Read(ThreePhase, "Voltage.L2-N").ShouldHaveSingleItem();
        value.Phase.ShouldBe(Phase.L2N);
        Read(OnePhase, "Voltage.L2-N").ShouldBeEmpty();
    }

    [Fact]
    public void Phases_that_the_car_does_not_use_carry_no_current()
    {
        List<SampledValue> values = Read(
            ThreePhase,
            new VehicleSettings
            {
                Id = "EV",
                Phases = 1,
                MaxAcPowerW = 7_400,
            },
            "Current.Import"
        );
        Number(values, Measurand.CurrentImport, Phase.L1).ShouldBeGreaterThan(30);
        Number(values, Measurand.CurrentImport, Phase.L2).ShouldBe(0);
        Number(values, Measurand.CurrentImport, Phase.L3).ShouldBe(0);
    }

    [Fact]
    public void Without_a_car_there_is_no_state_of_charge() =>
        Read(ThreePhase, (VehicleSettings?)null, "SoC").ShouldBeEmpty();

    [Fact]
    public void The_main_meter_shows_sums_at_the_inlet()
    {
        EvseMeter[] meters = [Meter(ThreePhase), Meter(Dc)];
        List<SampledValue> values = MeterReadings.OfChargePoint(
            meters,
            Selections("Energy.Active.Import.Register", "Power.Active.Import", "SoC", "Voltage"),
            ReadingContext.SampleClock,
            0
        );
        values.Count.ShouldBe(2);
        values.ShouldAllBe(value => value.Location == Location.Inlet && value.Context == ReadingContext.SampleClock);
        Number(values, Measurand.EnergyActiveImportRegister, null).ShouldBe(meters.Sum(meter => meter.RegisterWh));
        Number(values, Measurand.PowerActiveImport, null).ShouldBe(meters.Sum(meter => meter.PowerW), 0.05);
    }

    [Fact]
    public void Interval_energies_add_up_to_the_growth_of_the_register()
    {
        EvseMeter meter = Meter(OnePhase);
        long startWh = meter.RegisterWh;
        long lastWh = startWh;
        double sumWh = 0;
        for (int sample = 1; sample <= 50; sample++)
        {
            meter.Advance(meter.MeteredAt + TimeSpan.FromSeconds(7));
            List<SampledValue> values = MeterReadings.OfEvse(
                meter,
                Selections("Energy.Active.Import.Interval"),
                ReadingContext.SamplePeriodic,
                lastWh
            );
            sumWh += Number(values, Measurand.EnergyActiveImportInterval, null);
            lastWh = meter.RegisterWh;
        }
        sumWh.ShouldBe(meter.RegisterWh - startWh);
    }

    private static List<SampledValue> Read(EvseSettings evse, params string[] measurands) =>
        Read(evse, new VehicleSettings { Id = "EV" }, measurands);

    private static List<SampledValue> Read(EvseSettings evse, VehicleSettings? vehicle, params string[] measurands) =>
        MeterReadings.OfEvse(Meter(evse, vehicle), Selections(measurands), ReadingContext.SamplePeriodic, 0);

    private static MeasurandSelection[] Selections(params string[] measurands) =>
        [
            .. measurands.Select(text =>
            {
                MeasurandSelection.TryParse(text, out MeasurandSelection selection).ShouldBeTrue();
                return selection;
            }),
        ];

    private static EvseMeter Meter(EvseSettings evse) => Meter(evse, new VehicleSettings { Id = "EV" });

    private static EvseMeter Meter(EvseSettings evse, VehicleSettings? vehicle)
    {
        var meter = new EvseMeter(evse, RandomStream.Key(3, "CP001", "meter"), 12_345_678, MeterScript.Start);
        VehicleState? car = vehicle is null ? null : new VehicleState(vehicle, evse.CurrentType);
        meter.Retarget(MeterScript.Start, PowerLimit.None, contactorClosed: true, car);
        meter.Advance(MeterScript.Start + TimeSpan.FromMinutes(7));
        return meter;
    }

    private static double Number(IEnumerable<SampledValue> values, Measurand measurand, Phase? phase) =>
        double.Parse(
            values.Single(value => value.Measurand == measurand && value.Phase == phase).Value,
            CultureInfo.InvariantCulture
        );
}
