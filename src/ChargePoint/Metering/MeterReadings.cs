using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// Turns meters into sampled values (OCPP 1.6 §7.43). Measurand, context and unit are spelled out; location and
/// format only where they are not <c>Outlet</c> and <c>Raw</c>. Call <see cref="EvseMeter.Advance"/> first.
/// </summary>
public static class MeterReadings
{
    /// <summary>The values of one EVSE.</summary>
    /// <param name="meter">The EVSE's meter.</param>
    /// <param name="selections">The configured measurands.</param>
    /// <param name="context">Why the values are taken.</param>
    /// <param name="intervalStartWh">
    /// The register at the last sample of the same kind, for the <c>.Interval</c> measurands: their sum is the register's growth.
    /// </param>
    /// <returns>
    /// Empty when nothing configured exists here, such as SoC without a car: a MeterValue without values may not be sent.
    /// </returns>
    public static List<SampledValue> OfEvse(
        EvseMeter meter,
        IReadOnlyList<MeasurandSelection> selections,
        ReadingContext context,
        long intervalStartWh
    )
    {
        var values = new List<SampledValue>(selections.Count);
        for (int i = 0; i < selections.Count; i++)
        {
            AddEvse(values, meter, selections[i], context, intervalStartWh);
        }
        return values;
    }

    /// <summary>
    /// The values of the main meter, connector 0: sums over the EVSEs, at the inlet (OCPP 1.6 §3.16). Of the configured measurands
    /// it has energy, power and frequency.
    /// </summary>
    /// <param name="meters">The meters of all EVSEs.</param>
    /// <param name="selections">The configured measurands.</param>
    /// <param name="context">Why the values are taken.</param>
    /// <param name="intervalStartWh">The sum of the registers at the last sample of the same kind.</param>
    public static List<SampledValue> OfChargePoint(
        IReadOnlyList<EvseMeter> meters,
        IReadOnlyList<MeasurandSelection> selections,
        ReadingContext context,
        long intervalStartWh
    )
    {
        var values = new List<SampledValue>(selections.Count);
        foreach (MeasurandSelection selection in selections)
        {
            (double? value, UnitOfMeasure? unit) = (selection.Phase, selection.Measurand) switch
            {
                (not null, _) => default,
                (_, Measurand.EnergyActiveImportRegister) => (meters.Sum(meter => meter.RegisterWh), UnitOfMeasure.Wh),
                (_, Measurand.EnergyActiveImportInterval) => (
                    meters.Sum(meter => meter.RegisterWh) - intervalStartWh,
                    UnitOfMeasure.Wh
                ),
                (_, Measurand.PowerActiveImport) => (meters.Sum(meter => meter.PowerW), UnitOfMeasure.W),
                (_, Measurand.PowerOffered) => (meters.Sum(meter => meter.LimitW), UnitOfMeasure.W),
                (_, Measurand.Frequency) => (meters[0].FrequencyHz, null),
                _ => ((double?)null, (UnitOfMeasure?)null),
            };
            if (value is { } sum)
            {
                values.Add(Value(selection.Measurand, context, sum, unit, null, Location.Inlet));
            }
        }
        return values;
    }

    private static void AddEvse(
        List<SampledValue> values,
        EvseMeter meter,
        MeasurandSelection selection,
        ReadingContext context,
        long intervalStartWh
    )
    {
        if (!MeasurandSupport.Supports(MeasurandSupport.KindOf(meter.Evse), selection))
        {
            return;
        }
        if (selection.Phase is { } phase)
        {
            AddPhase(values, meter, selection.Measurand, context, phase);
            return;
        }
        switch (selection.Measurand)
        {
            case Measurand.Voltage when meter.Evse.CurrentType == CurrentType.AC:
                AddPhases(values, meter, selection.Measurand, context, Phase.L1N);
                break;
            case Measurand.CurrentImport when meter.Evse.CurrentType == CurrentType.AC:
                AddPhases(values, meter, selection.Measurand, context, Phase.L1);
                break;
            case Measurand.PowerActiveImport when meter.Evse is { CurrentType: CurrentType.AC, Phases: > 1 }:
                values.Add(Value(selection.Measurand, context, meter.PowerW, UnitOfMeasure.W));
                AddPhases(values, meter, selection.Measurand, context, Phase.L1);
                break;
            case Measurand.SoC when meter.Vehicle is null:
                break;
            default:
                values.Add(Overall(meter, selection.Measurand, context, intervalStartWh));
                break;
        }
    }

    private static void AddPhases(
        List<SampledValue> values,
        EvseMeter meter,
        Measurand measurand,
        ReadingContext context,
        Phase first
    )
    {
        for (int phase = 0; phase < meter.Evse.Phases; phase++)
        {
            AddPhase(values, meter, measurand, context, first + phase);
        }
    }

    private static void AddPhase(
        List<SampledValue> values,
        EvseMeter meter,
        Measurand measurand,
        ReadingContext context,
        Phase phase
    )
    {
        int index = phase switch
        {
            Phase.L1 or Phase.L1N => 0,
            Phase.L2 or Phase.L2N => 1,
            _ => 2,
        };
        values.Add(
            measurand switch
            {
                Measurand.Voltage => Value(measurand, context, meter.VoltageV(index), UnitOfMeasure.V, phase),
                Measurand.CurrentImport => Value(
                    measurand,
                    context,
                    meter.CurrentOfPhaseA(index),
                    UnitOfMeasure.A,
                    phase
                ),
                _ => Value(measurand, context, meter.PowerOfPhaseW(index), UnitOfMeasure.W, phase),
            }
        );
    }

    private static SampledValue Overall(
        EvseMeter meter,
        Measurand measurand,
        ReadingContext context,
        long intervalStartWh
    ) =>
        measurand switch
        {
            Measurand.EnergyActiveImportRegister => Value(measurand, context, meter.RegisterWh, UnitOfMeasure.Wh),
            Measurand.EnergyActiveImportInterval => Value(
                measurand,
                context,
                meter.RegisterWh - intervalStartWh,
                UnitOfMeasure.Wh
            ),
            Measurand.PowerActiveImport => Value(measurand, context, meter.PowerW, UnitOfMeasure.W),
            Measurand.PowerOffered => Value(measurand, context, Math.Round(meter.LimitW, 1), UnitOfMeasure.W),
            Measurand.PowerReactiveImport => Value(
                measurand,
                context,
                Math.Round(meter.PowerW * Math.Tan(Math.Acos(meter.PowerFactor)), 1),
                UnitOfMeasure.var
            ),
            Measurand.PowerFactor => Value(measurand, context, meter.PowerFactor, null),
            Measurand.CurrentImport => Value(measurand, context, meter.CurrentA, UnitOfMeasure.A),
            Measurand.CurrentOffered => Value(measurand, context, meter.LimitA, UnitOfMeasure.A),
            Measurand.Voltage => Value(measurand, context, meter.VoltageV(0), UnitOfMeasure.V),
            Measurand.Frequency => Value(measurand, context, meter.FrequencyHz, null),
            // The schemas of 1.6 know only this spelling; errata of 2025 went back to it (OCPP 1.6 §7).
            Measurand.Temperature => Value(
                measurand,
                context,
                meter.TemperatureC,
                UnitOfMeasure.Celcius,
                null,
                Location.Body
            ),
            Measurand.SoC => Value(
                measurand,
                context,
                Math.Round(meter.Vehicle!.SocPercent, 1),
                UnitOfMeasure.Percent,
                null,
                Location.EV
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(measurand), measurand, "The meter does not have it."),
        };

    private static SampledValue Value(
        Measurand measurand,
        ReadingContext context,
        double value,
        UnitOfMeasure? unit,
        Phase? phase = null,
        Location? location = null
    ) =>
        new()
        {
            Value = value.ToString("0.###"),
            Context = context,
            Measurand = measurand,
            Phase = phase,
            Location = location,
            Unit = unit,
        };
}
