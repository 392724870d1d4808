using System.Buffers.Binary;
using System.Text;

namespace Server.Tests.Metrics;

/// <summary>
/// What of an ExportMetricsServiceRequest (opentelemetry-proto, metrics v1) the tests look at: the resource's attributes, and the metrics with
/// kind, unit and points.
/// </summary>
internal sealed class OtlpMetrics
{
    public Dictionary<string, string> Resource { get; } = [];

    public Dictionary<string, OtlpMetric> Metrics { get; } = [];

    public static OtlpMetrics Read(byte[] request)
    {
        var read = new OtlpMetrics();
        foreach (var resourceMetrics in Messages(request, 1))
        {
            foreach (var resource in Messages(resourceMetrics, 1))
            {
                foreach (var (name, value) in Attributes(resource, 1))
                {
                    read.Resource[name] = value;
                }
            }

            foreach (var metric in Messages(resourceMetrics, 2).SelectMany(scope => Messages(scope, 2)))
            {
                read.Metrics[Text(metric, 1)] = Metric(metric);
            }
        }

        return read;
    }

    // gauge = 5, sum = 7, histogram = 9; each has its points in field 1.
    private static OtlpMetric Metric(byte[] metric)
    {
        var (kind, attributes, data) = Fields(metric)
            .Where(field => field.Number is 5 or 7 or 9)
            .Select(field => field.Number == 9 ? ("histogram", 9, field.Bytes) : ("number", 7, field.Bytes))
            .Single();
        var points = Messages(data, 1)
            .Select(point => new OtlpPoint(
                Attributes(point, attributes).ToDictionary(it => it.Name, it => it.Value),
                kind == "histogram" ? Fixed(point, 4) : Number(point)
            ));
        return new OtlpMetric(kind, Text(metric, 3), [.. points]);
    }

    // as_double = 4, as_int = 6.
    private static double Number(byte[] point) =>
        Fields(point)
            .Where(field => field.Number is 4 or 6)
            .Select(field =>
                field.Number == 4
                    ? BinaryPrimitives.ReadDoubleLittleEndian(field.Bytes)
                    : BinaryPrimitives.ReadInt64LittleEndian(field.Bytes)
            )
            .Single();

    private static double Fixed(byte[] message, int number) =>
        BinaryPrimitives.ReadInt64LittleEndian(Messages(message, number).Single());

    private static IEnumerable<(string Name, string Value)> Attributes(byte[] message, int number) =>
        Messages(message, number)
            .Select(pair => (Text(pair, 1), string.Concat(Messages(pair, 2).Select(value => Text(value, 1)))));

    private static string Text(byte[] message, int number) =>
        Encoding.UTF8.GetString([.. Messages(message, number).SelectMany(text => text)]);

    private static IEnumerable<byte[]> Messages(byte[] message, int number) =>
        Fields(message).Where(field => field.Number == number).Select(field => field.Bytes);

    private static IEnumerable<(int Number, byte[] Bytes)> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length; )
        {
            var tag = Varint(message, ref at);
            var length = (tag & 7) switch
            {
                1 => 8,
                2 => (int)Varint(message, ref at),
                5 => 4,
                0 => 0,
                var other => throw new FormatException($"wire type {other}"),
            };
            if ((tag & 7) == 0)
            {
                Varint(message, ref at);
            }

            yield return ((int)(tag >> 3), message[at..(at + length)]);
            at += length;
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}

/// <summary>A metric as a collector gets it.</summary>
internal sealed record OtlpMetric(string Kind, string Unit, IReadOnlyList<OtlpPoint> Points)
{
    public double? Value(string attribute, string value) =>
        Points.FirstOrDefault(point => point.Attributes.GetValueOrDefault(attribute) == value)?.Value;
}

/// <summary>A point of a metric: its value, or of a histogram the count.</summary>
internal sealed record OtlpPoint(IReadOnlyDictionary<string, string> Attributes, double Value);
