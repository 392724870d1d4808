using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Server.Import;

/// <summary>What a body that may be CSV, or a form with the file in it, looks like in the OpenAPI document.</summary>
internal static class ImportDescription
{
    public static Task DescribeFile(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        if (operation.Parameters?.FirstOrDefault(parameter => parameter.Name == "mode")?.Schema is OpenApiSchema mode)
        {
            mode.Enum = ["create", "upsert"];
        }

        if (operation.RequestBody?.Content is { } content)
        {
            content["text/csv"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            content["multipart/form-data"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "file" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                    },
                },
            };
        }

        return Task.CompletedTask;
    }
}
