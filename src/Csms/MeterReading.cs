using System.Globalization;
using System.Runtime.InteropServices;
using Ocpp.V16;

namespace Csms;

/// <summary>What a session shows of one MeterValue: whole-connector values in the base unit; null where it has none.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MeterReading(double? RegisterWh, double? PowerW, double? SocPercent)
{
    public static MeterReading Of(MeterValue meterValue)
    {
        var register = default(Total);
        var power = default(Total);
        var soc = default(Total);
        foreach (var sample in meterValue.SampledValue)
        {
            if (
                sample.Format == ValueFormat.SignedData
                || !double.TryParse(sample.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value)
            )
            {
                continue;
            }
            switch (sample.Measurand ?? Measurand.EnergyActiveImportRegister)
            {
                case Measurand.EnergyActiveImportRegister when sample.Location is null or Location.Outlet:
                    register.Add(sample.Phase, sample.Unit == UnitOfMeasure.kWh ? value * 1000 : value);
                    break;
                case Measurand.PowerActiveImport when sample.Location is null or Location.Outlet:
                    power.Add(sample.Phase, sample.Unit == UnitOfMeasure.kW ? value * 1000 : value);
                    break;
                case Measurand.SoC:
                    soc.Add(phase: null, value);
                    break;
                default:
                    break;
            }
        }
        return new MeterReading(register.Value, power.Value, soc.Value);
    }

    /// <summary>A value without phase is the total; without one, the phases add up.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Total
    {
        private double? _overall;
        private double? _phases;

        public readonly double? Value => _overall ?? _phases;

        public void Add(Phase? phase, double value)
        {
            if (phase is null)
            {
                _overall = value;
            }
            else if (phase is Phase.L1 or Phase.L2 or Phase.L3 or Phase.L1N or Phase.L2N or Phase.L3N)
            {
                _phases = (_phases ?? 0) + value;
            }
        }
    }
}
