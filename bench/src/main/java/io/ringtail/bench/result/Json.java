// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * How the records are written: {@code NaN} is {@code null}, instants are ISO 8601, and nothing may
 * be missing or unknown.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
final class Json {
  private Json() {}

  static ObjectMapper mapper() {
    final SimpleModule module = new SimpleModule();
    module.addSerializer(double.class, new DoubleWriter());
    module.addSerializer(Double.class, new DoubleWriter());
    module.addDeserializer(double.class, new DoubleReader());
    module.addDeserializer(Double.class, new DoubleReader());
    module.addSerializer(Instant.class, new InstantWriter());
    module.addDeserializer(Instant.class, new InstantReader());
    return JsonMapper.builder()
        .addModule(module)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
        .build();
  }

  /** {@code targets[0].rounds[2].rates}. */
  static String place(final JsonMappingException e) {
    final String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getFieldName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "its top" : path.startsWith(".") ? path.substring(1) : path;
  }

  private static final class DoubleWriter extends StdScalarSerializer<Double> {
    private static final long serialVersionUID = 1;

    DoubleWriter() {
      super(Double.class);
    }

    @Override
    public void serialize(
        final Double value, final JsonGenerator out, final SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }

  private static final class DoubleReader extends StdScalarDeserializer<Double> {
    private static final long serialVersionUID = 1;

    DoubleReader() {
      super(Double.class);
    }

    @Override
    public Double deserialize(final JsonParser in, final DeserializationContext context)
        throws IOException {
      return _parseDoublePrimitive(in, context);
    }

    @Override
    public Double getNullValue(final DeserializationContext context) {
      return Double.NaN;
    }
  }

  private static final class InstantWriter extends StdScalarSerializer<Instant> {
    private static final long serialVersionUID = 1;

    InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(
        final Instant value, final JsonGenerator out, final SerializerProvider provider)
        throws IOException {
      out.writeString(value.toString());
    }
  }

  private static final class InstantReader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(final JsonParser in, final DeserializationContext context)
        throws IOException {
      try {
        return Instant.parse(in.getText());
      } catch (final DateTimeException e) {
        throw context.weirdStringException(in.getText(), Instant.class, "not an ISO 8601 instant");
      }
    }
  }
}
