using System.Globalization;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>Units as some charge points have them.</summary>
internal static class UnitQuirks
{
    /// <summary>The values as this charge point reports them; the same list without such a quirk.</summary>
    public static IReadOnlyList<SampledValue> Apply(ChargePoint cp, IReadOnlyList<SampledValue> values)
    {
        bool kilowatts = cp.Settings.Has(Quirk.PowerInKilowatts);
        bool celsius = cp.Settings.Has(Quirk.CelsiusSpelling);
        return kilowatts || celsius ? [.. values.Select(value => Apply(value, kilowatts, celsius))] : values;
    }

    private static SampledValue Apply(SampledValue value, bool kilowatts, bool celsius) =>
        value.Unit switch
        {
            UnitOfMeasure.W when kilowatts => value with
            {
                Value = (decimal.Parse(value.Value, CultureInfo.InvariantCulture) / 1000).ToString(
                    "0.####",
                    CultureInfo.InvariantCulture
                ),
                Unit = UnitOfMeasure.kW,
            },
            UnitOfMeasure.Celcius when celsius => value with { Unit = UnitOfMeasure.Celsius },
            _ => value,
        };
}
